// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** For whom a report is, in which language and with how many replicates: options of every command that makes one. */
final class EditionOptions {
    private static final String PREVIEW = "preview:";

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--edition",
            defaultValue = "internal",
            paramLabel = "EDITION",
            description = "internal, preview:PROVIDER or public (default: ${DEFAULT-VALUE}).")
    String edition = "internal";

    @Option(
            names = "--locale",
            defaultValue = "nl",
            paramLabel = "nl|en",
            converter = Language.class,
            description = "Language of the report (default: ${DEFAULT-VALUE}).")
    Locale locale = Locale.of("nl");

    @Option(
            names = "--bootstrap",
            defaultValue = "400",
            paramLabel = "N",
            description = "Bootstrap replicates, 0 for none (default: ${DEFAULT-VALUE}).")
    int bootstrap = 400;

    /** @throws ParameterException if a value is none that the option takes */
    void check() {
        check(bootstrap >= 0 && bootstrap <= 100_000, "--bootstrap takes 0 to 100,000.");
        boolean known = edition.equals("internal")
                || isPublic()
                || (edition.startsWith(PREVIEW) && edition.length() > PREVIEW.length());
        check(known, "--edition takes internal, preview:PROVIDER or public.");
    }

    boolean isPublic() {
        return edition.equals("public");
    }

    /** The provider that a preview is for. */
    Optional<String> previewed() {
        return edition.startsWith(PREVIEW) ? Optional.of(edition.substring(PREVIEW.length())) : Optional.empty();
    }

    private void check(boolean right, String sentence) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    static final class Language implements ITypeConverter<Locale> {
        @Override
        public Locale convert(String text) {
            return switch (text) {
                case "nl", "en" -> Locale.of(text);
                default -> throw new TypeConversionException("takes nl or en.");
            };
        }
    }
}
