// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * One JSON object a line: time, level, logger, message, and of an exception its class and where it came from. Never the
 * message of an exception, which may quote what it couldn't use, and nothing that {@link Discreet} takes out.
 */
public final class PrivateLogFormat implements StructuredLogFormatter<ILoggingEvent> {
    private static final int FRAMES = 12;
    private static final int CAUSES = 4;

    private final JsonWriter<ILoggingEvent> writer = JsonWriter.<ILoggingEvent>of(members -> {
                members.add("time", event -> event.getInstant().toString());
                members.add("level", event -> event.getLevel().toString());
                members.add("logger", ILoggingEvent::getLoggerName);
                members.add("message", PrivateLogFormat::message);
                members.add("exception", event -> exception(event.getThrowableProxy()))
                        .whenNotNull();
            })
            .withNewLineAtEnd();

    @Override
    public String format(ILoggingEvent event) {
        return writer.writeToString(event);
    }

    private static String message(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        String text = event.getMessage();
        if (arguments != null) {
            String[] discreet = Arrays.stream(arguments).map(Discreet::argument).toArray(String[]::new);
            text = MessageFormatter.basicArrayFormat(text, discreet);
        }
        String discreet = Discreet.text(text);
        return event.getLoggerName().startsWith("nl.schoonnet.") ? discreet : head(discreet);
    }

    /** Others put the text of exceptions, with what they couldn't use, after a colon or on a second line. */
    private static String head(String text) {
        int line = text.indexOf('\n');
        String first = line < 0 ? text : text.substring(0, line);
        int colon = first.indexOf(": ");
        return colon < 0 ? first : first.substring(0, colon);
    }

    private static @Nullable String exception(@Nullable IThrowableProxy thrown) {
        if (thrown == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        IThrowableProxy cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES; depth++) {
            text.append(depth == 0 ? "" : " caused by ").append(cause.getClassName());
            StackTraceElementProxy[] frames = cause.getStackTraceElementProxyArray();
            for (int f = 0; frames != null && f < Math.min(FRAMES, frames.length); f++) {
                StackTraceElement frame = frames[f].getStackTraceElement();
                text.append(f == 0 ? " at " : " < ")
                        .append(frame.getClassName())
                        .append('.')
                        .append(frame.getMethodName())
                        .append(':')
                        .append(frame.getLineNumber());
            }
            cause = cause.getCause();
        }
        return text.toString();
    }
}
