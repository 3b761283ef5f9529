package io.miniredis.auth.provider;

/** Why nobody was let in. The dashboard's log-in page says the code in words. */
abstract sealed class ProviderException extends RuntimeException {

    private final String code;

    ProviderException(String code) {
        super(code);
        this.code = code;
    }

    String code() {
        return code;
    }

    /** There is no provider of that id. */
    static final class Unknown extends ProviderException {
        Unknown() {
            super("PROVIDER_NOT_FOUND");
        }
    }

    /** It does not answer. */
    static final class Unavailable extends ProviderException {
        Unavailable() {
            super("PROVIDER_UNAVAILABLE");
        }
    }

    /** It said no, or the person did. */
    static final class Refused extends ProviderException {
        Refused() {
            super("PROVIDER_REFUSED");
        }
    }

    /** The browser did not begin this log-in, or too long ago. */
    static final class NotBegun extends ProviderException {
        NotBegun() {
            super("LOGIN_EXPIRED");
        }
    }

    /** What it says about the person does not hold. */
    static final class AnswerInvalid extends ProviderException {
        AnswerInvalid() {
            super("PROVIDER_ANSWER_INVALID");
        }
    }

    /** It does not know an address of the person, or did not verify it. */
    static final class EmailNotVerified extends ProviderException {
        EmailNotVerified() {
            super("PROVIDER_EMAIL_NOT_VERIFIED");
        }
    }

    /** An account has this address that may not be joined. */
    static final class EmailTaken extends ProviderException {
        EmailTaken() {
            super("PROVIDER_EMAIL_TAKEN");
        }
    }
}
