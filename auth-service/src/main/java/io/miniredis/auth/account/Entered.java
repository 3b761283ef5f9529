package io.miniredis.auth.account;

import io.miniredis.auth.session.NewSession;

/** An account that was just entered, with the session to hand out. */
record Entered(AccountView account, NewSession session) {}
