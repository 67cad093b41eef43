// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import nl.schoonnet.hashing.list.ListEntry.Medium;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import org.jspecify.annotations.Nullable;

/**
 * A page of NCMEC's hash sharing, version 2. Windows aren't in order of time: what was withdrawn may stand before what it
 * withdraws, on another page. An entry's name is that of its member and its number there.
 */
final class NcmecList {
    private static final int LONGEST_TEXT = 1 << 16;

    private final Told told;
    private boolean result;

    NcmecList(Told told) {
        this.told = told;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    void read(InputStream list) throws IOException {
        XMLStreamReader xml = null;
        try {
            xml = factory().createXMLStreamReader(list);
            while (xml.hasNext()) {
                if (next(xml) == XMLStreamConstants.START_ELEMENT) {
                    element(xml);
                }
            }
        } catch (XMLStreamException fault) {
            if (cause(fault) instanceof IOException io) {
                throw io;
            }
            long line = fault.getLocation() == null ? 0 : fault.getLocation().getLineNumber();
            throw new ListException(
                    "not_xml",
                    line,
                    "The list isn't whole XML: it breaks off or is damaged at line " + line + "; fetch it again.",
                    fault);
        } finally {
            close(xml);
        }
        if (!result) {
            throw new ListException(
                    "no_result",
                    1,
                    "The list has no element 'queryResult', as pages of NCMEC's hash sharing do: check the file and its format.");
        }
    }

    private static Throwable cause(XMLStreamException fault) {
        Throwable nested = fault.getNestedException();
        return nested == null ? fault : nested;
    }

    private static void close(@Nullable XMLStreamReader xml) {
        try {
            if (xml != null) {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A reader of XML that owns nothing can be closed.", e);
        }
    }

    /** The next event; none of those that a hostile list alone has. */
    private static int next(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw declaration(xml);
        }
        return event;
    }

    private static ListException declaration(XMLStreamReader xml) {
        return new ListException(
                "document_type",
                line(xml),
                "The list declares a document type or entities, which no list of NCMEC does: don't use it.");
    }

    private static long line(XMLStreamReader xml) {
        return xml.getLocation().getLineNumber();
    }

    private void element(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "queryResult" -> result = true;
            case "image" -> entry(xml, Medium.IMAGE, false);
            case "video" -> entry(xml, Medium.VIDEO, false);
            case "deletedImage" -> entry(xml, Medium.IMAGE, true);
            case "deletedVideo" -> entry(xml, Medium.VIDEO, true);
            case "next" -> told.next(text(xml).strip());
            default -> {}
        }
    }

    private void entry(XMLStreamReader xml, Medium medium, boolean deleted) throws XMLStreamException {
        told.record();
        long line = line(xml);
        String member = "";
        String id = "";
        String classification = "";
        Optional<Instant> changed = Optional.empty();
        boolean any = false;
        List<HashValue> values = new ArrayList<>(4);
        while (true) {
            int event = next(xml);
            if (event == XMLStreamConstants.END_ELEMENT) {
                break;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "member" -> {
                    String number = xml.getAttributeValue(null, "id");
                    member = number == null ? "" : number.strip();
                    skip(xml);
                }
                case "timestamp" -> changed = told.moment(text(xml).strip(), line(xml), "timestamp");
                case "id" -> id = text(xml).strip();
                case "classification" ->
                    classification = told.classification(text(xml).strip(), line(xml), "classification");
                case "fingerprints" -> any = fingerprints(xml, values) || any;
                default -> skip(xml);
            }
        }
        if (member.isEmpty() || id.isEmpty()) {
            told.refused(line, member.isEmpty() ? "member" : "id", "without_reference");
        } else if (deleted) {
            told.withdrawn(member + "-" + id, medium, changed, List.of());
        } else if (!values.isEmpty()) {
            told.listed(member + "-" + id, medium, classification, changed, values);
        } else {
            told.refused(line, "fingerprints", any ? "no_hash_that_is_kept" : "without_hash");
        }
    }

    /** Whether there were any. */
    private boolean fingerprints(XMLStreamReader xml, List<HashValue> values) throws XMLStreamException {
        boolean any = false;
        while (true) {
            int event = next(xml);
            if (event == XMLStreamConstants.END_ELEMENT) {
                return any;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            any = true;
            String name = xml.getLocalName().toLowerCase(Locale.ROOT);
            long line = line(xml);
            switch (name) {
                case "md5" -> values.addAll(told.value(HashKind.MD5, text(xml), line, name));
                case "sha1" -> values.addAll(told.value(HashKind.SHA1, text(xml), line, name));
                case "pdq" -> values.addAll(told.value(HashKind.PDQ, text(xml), line, name));
                case "pdna" -> values.addAll(told.value(HashKind.PHOTODNA, text(xml), line, name));
                default -> {
                    told.passedOver("kind_" + (name.matches("[a-z0-9_-]{1,30}") ? name : "unknown"));
                    skip(xml);
                }
            }
        }
    }

    /** The text of an element that holds nothing else. */
    private static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (next(xml)) {
                case XMLStreamConstants.END_ELEMENT -> {
                    return text.toString();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                case XMLStreamConstants.START_ELEMENT ->
                    throw new XMLStreamException("an element where a text ought to be", xml.getLocation());
                default -> {}
            }
            if (text.length() > LONGEST_TEXT) {
                throw new XMLStreamException("a text that is too long", xml.getLocation());
            }
        }
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            switch (next(xml)) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }
}
