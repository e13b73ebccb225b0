package io.muster.settings;

import io.muster.problem.FileFailure;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificates of a setting {@code tls-ca}. */
public final class Certificates {

    private Certificates() {}

    /**
     * TLS that trusts what the file holds instead of what the system trusts; a problem if it holds nothing.
     *
     * @param whose for the text of the problem, such as {@code target 'splunk'}
     */
    public static SSLContext trusting(Path file, String whose) {
        try (InputStream input = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(input)) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw unreadable(file, whose, "It holds no certificate.", null);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file, whose, FileFailure.why(e), e);
        }
    }

    private static ProblemException unreadable(Path file, String whose, String why, @Nullable Exception cause) {
        String what = "The certificates of " + whose + " could not be read from '" + file + "'.";
        String fix = "name a file with certificates in PEM in 'tls-ca'";
        return cause == null
                ? ProblemException.couldNotRun(what, why, fix)
                : ProblemException.couldNotRun(what, why, fix, cause);
    }
}
