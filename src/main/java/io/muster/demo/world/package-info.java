/** The synthetic organization itself: its accounts, what is wrong in which, its rows, and what an audit must find. */
@NullMarked
package io.muster.demo.world;

import org.jspecify.annotations.NullMarked;
