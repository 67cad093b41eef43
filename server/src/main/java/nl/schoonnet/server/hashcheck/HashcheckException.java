package nl.schoonnet.server.hashcheck;

/** A hash list can't be taken in or a check not be made; the message is a sentence without any value. */
public final class HashcheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final long line;

    HashcheckException(String code, String sentence) {
        this(code, 0, sentence, null);
    }

    HashcheckException(String code, long line, String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.line = line;
    }

    /** A stable code in lower_snake_case. */
    public String code() {
        return code;
    }

    /** The line of the list at which it was met; 0 if none. */
    public long line() {
        return line;
    }
}
