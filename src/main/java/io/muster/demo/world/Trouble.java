package io.muster.demo.world;

/** A reason why something in an account cannot be read, or can be read only with care. */
enum Trouble {
    /** The connection is there, but its credentials are of no use. */
    CREDENTIALS_ARE_DEAD,
    /** The connection asks only some of the enabled regions. */
    REGION_IS_NOT_COVERED;
}
