// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a form (RFC 7578). Read part by part into memory: Spring's and the container's own way may write it to a disk,
 * and reads forms that nobody asked for.
 */
final class Upload {
    private static final int MOST_PARTS = 16;

    private final String field;
    private final byte[] bytes;

    private Upload(String field, byte[] bytes) {
        this.field = field;
        this.bytes = bytes;
    }

    /**
     * Reads the body of a request to its end. Fields that aren't files are passed over, as is the file's name.
     *
     * @throws HashcheckException if it isn't a form with one file, whole, and at most {@value HashChecks#MOST_BYTES} bytes long
     */
    static Upload of(HttpServletRequest request) throws IOException {
        @Nullable Upload found = null;
        try {
            FileItemIterator parts = new FileUpload().getItemIterator(new ServletRequestContext(request));
            for (int part = 0; parts.hasNext(); part++) {
                if (part == MOST_PARTS) {
                    throw new HashcheckException("not_a_form", "The form has too many parts.");
                }
                FileItemStream item = parts.next();
                if (item.isFormField()) {
                    continue;
                }
                if (found != null) {
                    throw new HashcheckException("not_one_file", "Only one file is taken per request.");
                }
                try (InputStream in = item.openStream()) {
                    found = new Upload(String.valueOf(item.getFieldName()), in.readNBytes(HashChecks.MOST_BYTES + 1));
                }
            }
        } catch (IOException e) {
            throw new HashcheckException(
                    "not_a_form", "The body is no multipart/form-data that can be read to its end.", e);
        }
        if (found == null) {
            throw new HashcheckException("not_one_file", "The form holds no file: its field is photo or video.");
        }
        return found;
    }

    /** The name of its field. */
    String field() {
        return field;
    }

    /** Its bytes, one more than a file may have if it has too many; not a copy. */
    byte[] bytes() {
        return bytes;
    }
}
