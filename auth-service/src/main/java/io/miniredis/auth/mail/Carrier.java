package io.miniredis.auth.mail;

/** A way out of the house for mails. */
interface Carrier {

    /**
     * Takes a mail over. It may be the second time: where we were killed just after the first.
     *
     * @throws NotTaken when it did not
     */
    void carry(Mail mail) throws NotTaken;

    /** Why a mail is still here; its text is not in it. */
    final class NotTaken extends Exception {

        private final boolean forGood;

        NotTaken(String reason, boolean forGood) {
            super(reason);
            this.forGood = forGood;
        }

        /** Whether it will not be taken another time either. */
        boolean isForGood() {
            return forGood;
        }
    }
}
