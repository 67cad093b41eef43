// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.util.Optional;
import nl.schoonnet.takedown.episode.Reason;

/**
 * What is the case with an item at an instant, as somebody meets it who asks for it. Each scene has the code that MEASUREMENT.md
 * section 1 gives to what is the case, and says how deep one must look to be able to tell.
 */
public enum Scene {
    /** The content is there. */
    THERE(Reason.SAME, Layer.ITEM),
    /** There, on a server that has no {@code HEAD}. */
    THERE_WITHOUT_HEAD(Reason.SAME, Layer.ITEM),
    /** There, after a quarter of a second. */
    THERE_SLOWLY(Reason.SAME, Layer.ITEM),
    /** There, for those that send a cookie back. */
    THERE_WITH_COOKIE(Reason.SAME, Layer.ITEM),
    /** There, under the name with {@code www}. */
    THERE_AT_WWW(Reason.SAME, Layer.ITEM),
    /** There, and the body never ends. */
    THERE_ENDLESS(Reason.SAME, Layer.ITEM),
    /** Other content is there. */
    THERE_CHANGED(Reason.CHANGED, Layer.ITEM),
    /** A page that still embeds what was notified. */
    THERE_EMBEDDED(Reason.STILL_EMBEDDED, Layer.ITEM, Told.BY_BODY),

    /** Not found. */
    NOT_FOUND(Reason.GONE_404, Layer.ITEM),
    /** The page that this host gives to any path. */
    SOFT_404(Reason.GONE_404, Layer.ITEM),
    /** The same, with the path in it. */
    SOFT_404_ECHO(Reason.GONE_404, Layer.ITEM, Told.BY_BODY),
    /** Sent to a page that says so. */
    NOT_FOUND_PAGE(Reason.GONE_404, Layer.ITEM),
    /** Gone, said by the status. */
    GONE(Reason.GONE_410, Layer.ITEM),
    /** Sent to a picture that stands for what was removed. */
    PLACEHOLDER(Reason.PLACEHOLDER, Layer.ITEM),
    /** Replaced by a page that says so in words. */
    PLACEHOLDER_WORDS(Reason.PLACEHOLDER, Layer.ITEM, Told.BY_BODY),
    /** A page of no length. */
    EMPTY(Reason.EMPTY, Layer.ITEM),
    /** No content, said by the status. */
    NO_CONTENT(Reason.EMPTY, Layer.ITEM),
    /** Sent to the front page. */
    FRONT_PAGE(Reason.TO_FRONT_PAGE, Layer.ITEM),
    /** The name is gone. */
    NAME_GONE(Reason.NXDOMAIN, Layer.NAME),
    /** The name has no address. */
    NAME_EMPTY(Reason.NO_ADDRESS, Layer.NAME),
    /** The name leads to a parking service. */
    PARKED(Reason.PARKED, Layer.NAME),
    /** The name servers of the domain are those of a parking service. */
    PARKED_BY_SERVERS(Reason.PARKED, Layer.NAME),

    /** Refused, other paths are not. */
    FORBIDDEN(Reason.FORBIDDEN, Layer.ITEM),
    /** Refused for legal reasons. */
    LEGAL(Reason.LEGAL_451, Layer.ITEM),
    /** Sent to a page about countries. */
    COUNTRY(Reason.GEO, Layer.ITEM),
    /** Refused to a country without saying so: nobody outside can tell that from any other refusal. */
    COUNTRY_UNSAID(Reason.GEO, Layer.ITEM, Told.BY_NOTHING),
    /** Asked for a password. */
    PASSWORD(Reason.LOGIN, Layer.ITEM),
    /** Sent to a login. */
    LOGIN(Reason.LOGIN, Layer.ITEM),
    /** This observer is refused everything. */
    WALL(Reason.BLOCKED_US, Layer.HOST),
    /** This observer gets a challenge. */
    CHALLENGE(Reason.BLOCKED_US, Layer.HOST),
    /** This observer's name server withholds the name. */
    WITHHELD(Reason.BLOCKED_US, Layer.NAME),

    /** Sent to another domain, where it is. */
    ELSEWHERE(Reason.OTHER_HOST, Layer.ITEM),

    /** The name servers of the host fail. */
    NAMES_DOWN(Reason.TIMEOUT, Layer.NAME),
    /** Nobody listens. */
    REFUSED(Reason.TIMEOUT, Layer.CONNECTION),
    /** Somebody listens and says nothing. */
    SILENT(Reason.TIMEOUT, Layer.CONNECTION),
    /** An answer that comes by the letter and doesn't end. */
    DRIPPING(Reason.TIMEOUT, Layer.CONNECTION),
    /** No TLS where there should be. */
    TLS_BROKEN(Reason.TLS, Layer.CONNECTION),
    /** Hung up. */
    DROPPED(Reason.SERVER_ERROR, Layer.CONNECTION),
    /** Not HTTP. */
    GIBBERISH(Reason.SERVER_ERROR, Layer.CONNECTION),
    /** Header fields without end. */
    FLOOD(Reason.SERVER_ERROR, Layer.CONNECTION),
    /** Redirects without end. */
    CIRCLE(Reason.SERVER_ERROR, Layer.ITEM),
    /** An error of the server. */
    ERROR(Reason.SERVER_ERROR, Layer.HOST),
    /** An error of what stands before the server. */
    BAD_GATEWAY(Reason.SERVER_ERROR, Layer.HOST),
    /** Too many requests. */
    TOO_MANY(Reason.RATE_LIMITED, Layer.HOST),
    /** Busy, come back later. */
    BUSY(Reason.RATE_LIMITED, Layer.HOST);

    /** What a scene is a property of, and so in which order scenes hide one another. */
    enum Layer {
        NAME,
        CONNECTION,
        HOST,
        ITEM
    }

    /** By what it can be told from other scenes. */
    private enum Told {
        BY_HEADERS,
        BY_BODY,
        BY_NOTHING
    }

    private final Reason reason;
    private final Layer layer;
    private final Told told;

    Scene(Reason reason, Layer layer) {
        this(reason, layer, Told.BY_HEADERS);
    }

    Scene(Reason reason, Layer layer, Told told) {
        this.reason = reason;
        this.layer = layer;
        this.told = told;
    }

    /** The code of what is the case, whether or not anybody can tell. */
    public Reason truth() {
        return reason;
    }

    /**
     * The code that a perfect look would give; empty if no look of that depth can tell.
     *
     * @param readsBodies whether the look reads bodies (level 3)
     */
    public Optional<Reason> visible(boolean readsBodies) {
        return switch (told) {
            case BY_HEADERS -> Optional.of(reason);
            case BY_BODY -> readsBodies ? Optional.of(reason) : Optional.empty();
            case BY_NOTHING -> Optional.empty();
        };
    }

    Layer layer() {
        return layer;
    }
}
