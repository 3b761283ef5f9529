package io.miniredis.auth.twofactor;

/** Whether logging in asks for a code, and how many recovery codes are unused. */
record TwoFactorView(boolean enabled, int recoveryCodesLeft) {}
