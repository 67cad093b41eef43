// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that is connected to the hash check: an organisation, a customer of it, or a domain of either.
 *
 * @param organisation the holder of the keys by which its checks are counted
 * @param customer whose files it checks; {@code ""} if its own
 * @param domain where they are; {@code ""} if everywhere
 * @param mode what is checked
 * @param obliged whether a contract obliges it to check
 * @param hotline whether it is a tool of the hotline itself, which statistics tell apart; of an organisation only
 * @param from the first day
 * @param until the first day on which it isn't any more; null while that isn't known
 */
public record Connected(
        String organisation,
        String customer,
        String domain,
        Mode mode,
        boolean obliged,
        boolean hotline,
        LocalDate from,
        @Nullable LocalDate until)
        implements Comparable<Connected> {
    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2200, 1, 1);
    private static final Comparator<Connected> ORDER = Comparator.comparing(Connected::organisation)
            .thenComparing(Connected::customer)
            .thenComparing(Connected::domain)
            .thenComparing(Connected::from);

    /** What is checked. */
    public enum Mode {
        /** What comes in. */
        UPLOAD,
        /** What is stored. */
        STORAGE,
        /** What comes in and what is stored. */
        BOTH;

        /** As texts write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Mode> of(String word) {
            return Arrays.stream(values())
                    .filter(mode -> mode.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** What it is, whenever. */
    record Name(String organisation, String customer, String domain) {
        boolean isOrganisation() {
            return customer.isEmpty() && domain.isEmpty();
        }
    }

    /** What a later fact replaces. */
    record Beginning(Name name, LocalDate from) {}

    Name name() {
        return new Name(organisation, customer, domain);
    }

    Beginning beginning() {
        return new Beginning(name(), from);
    }

    boolean overlaps(Connected other) {
        return (until == null || other.from.isBefore(until)) && (other.until == null || from.isBefore(other.until));
    }

    /** The same with another end. */
    Connected ending(LocalDate day) {
        return new Connected(organisation, customer, domain, mode, obliged, hotline, from, day);
    }

    /** What is wrong with it: a stable code per field; empty if nothing is. */
    Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        if (!LINE.matcher(organisation).matches() || organisation.isBlank()) {
            faults.put("organisation", "not_a_name");
        }
        if (!customer.isEmpty() && (!LINE.matcher(customer).matches() || customer.isBlank())) {
            faults.put("customer", "not_a_name");
        }
        if (!domain.isEmpty() && !DOMAIN.matcher(domain).matches()) {
            faults.put("domain", "not_a_domain");
        }
        if (hotline && !name().isOrganisation()) {
            faults.put("hotline", "not_of_an_organisation");
        }
        if (from.isBefore(FIRST) || !from.isBefore(LAST)) {
            faults.put("from", "not_a_likely_day");
        }
        if (until != null && (until.isBefore(FIRST) || !until.isBefore(LAST))) {
            faults.put("until", "not_a_likely_day");
        } else if (until != null && !until.isAfter(from)) {
            faults.put("until", "not_after_from");
        }
        return faults;
    }

    @Override
    public int compareTo(Connected other) {
        return ORDER.compare(this, other);
    }
}
