// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.IIOException;
import nl.schoonnet.hashing.image.Decoded.Note;
import nl.schoonnet.hashing.pdq.Luma;

/**
 * libjpeg-turbo by its TurboJPEG interface of versions 2 and 3, where the machine has it: the brightness of a JPEG file alone,
 * which is all that is then decoded.
 */
final class TurboJpeg {
    private static final List<String> NAMES = List.of(
            "libturbojpeg.so.0",
            "libturbojpeg.so",
            "libturbojpeg.0.dylib",
            "libturbojpeg.dylib",
            "/opt/homebrew/lib/libturbojpeg.dylib",
            "/usr/local/lib/libturbojpeg.dylib",
            "turbojpeg.dll");

    // turbojpeg.h
    private static final int TJPF_GRAY = 6;
    private static final int TJFLAG_ACCURATEDCT = 4096;
    private static final int TJFLAG_LIMITSCANS = 32768;
    private static final int TJERR_WARNING = 0;

    private final String library;
    private final MethodHandle initDecompress;
    private final MethodHandle decompressHeader;
    private final MethodHandle decompress;
    private final MethodHandle errorCode;
    private final MethodHandle destroy;

    private TurboJpeg(String library, SymbolLookup symbols) {
        this.library = library;
        Linker linker = Linker.nativeLinker();
        Map<String, MemoryLayout> c = linker.canonicalLayouts();
        MemoryLayout anInt = c.get("int");
        MemoryLayout aLong = c.get("long");
        MemoryLayout pointer = c.get("void*");
        this.initDecompress =
                linker.downcallHandle(symbols.findOrThrow("tjInitDecompress"), FunctionDescriptor.of(pointer));
        this.decompressHeader = widened(
                linker.downcallHandle(
                        symbols.findOrThrow("tjDecompressHeader3"),
                        FunctionDescriptor.of(anInt, pointer, pointer, aLong, pointer, pointer, pointer, pointer)),
                2);
        this.decompress = widened(
                linker.downcallHandle(
                        symbols.findOrThrow("tjDecompress2"),
                        FunctionDescriptor.of(
                                anInt, pointer, pointer, aLong, pointer, anInt, anInt, anInt, anInt, anInt)),
                2);
        this.errorCode =
                linker.downcallHandle(symbols.findOrThrow("tjGetErrorCode"), FunctionDescriptor.of(anInt, pointer));
        this.destroy = linker.downcallHandle(symbols.findOrThrow("tjDestroy"), FunctionDescriptor.of(anInt, pointer));
    }

    /** A C {@code long} has 4 or 8 bytes; here it is a Java {@code long} always. */
    private static MethodHandle widened(MethodHandle handle, int parameter) {
        MethodType type = handle.type().changeParameterType(parameter, long.class);
        return MethodHandles.explicitCastArguments(handle, type);
    }

    /** The library, if the machine has one with all functions that are used and lets Java call it. */
    static Optional<TurboJpeg> find() {
        return NAMES.stream().flatMap(name -> find(name).stream()).findFirst();
    }

    static Optional<TurboJpeg> find(String library) {
        try {
            return Optional.of(new TurboJpeg(library, SymbolLookup.libraryLookup(library, Arena.global())));
        } catch (RuntimeException | LinkageError e) {
            // Not there, of another version, for another processor, or not permitted: Java's own decoder then.
            return Optional.empty();
        }
    }

    String name() {
        return "libjpeg-turbo (" + library + ")";
    }

    /** Decodes brightness; for kinds that hold it, of 8 bits, with a size that was checked. */
    Luma decode(JpegFile jpeg, Set<Note> notes) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment decoder = (MemorySegment) initDecompress.invokeExact();
            if (decoder.equals(MemorySegment.NULL)) {
                throw new OutOfMemoryError("libjpeg-turbo has no memory");
            }
            try {
                return decode(decoder, arena, jpeg, notes);
            } finally {
                int _ = (int) destroy.invokeExact(decoder);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A call of libjpeg-turbo failed.", e);
        }
    }

    // A method handle throws anything.
    private Luma decode(MemorySegment decoder, Arena arena, JpegFile jpeg, Set<Note> notes) throws Throwable {
        int width = jpeg.structure().width();
        int height = jpeg.structure().height();
        long length = jpeg.bytes().length;
        MemorySegment file = arena.allocateFrom(ValueLayout.JAVA_BYTE, jpeg.bytes());
        MemorySegment said = arena.allocate(ValueLayout.JAVA_INT, 4);
        int headerResult = (int) decompressHeader.invokeExact(
                decoder, file, length, said, said.asSlice(4), said.asSlice(8), said.asSlice(12));
        failUnlessWarning(headerResult, decoder, notes);
        if (said.getAtIndex(ValueLayout.JAVA_INT, 0) != width || said.getAtIndex(ValueLayout.JAVA_INT, 1) != height) {
            throw new IIOException("The size isn't what the first frame says.");
        }
        MemorySegment brightness = arena.allocate((long) width * height);
        int flags = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS;
        int result =
                (int) decompress.invokeExact(decoder, file, length, brightness, width, width, height, TJPF_GRAY, flags);
        failUnlessWarning(result, decoder, notes);
        return Luma.ofGray(brightness.toArray(ValueLayout.JAVA_BYTE), width, height);
    }

    private void failUnlessWarning(int result, MemorySegment decoder, Set<Note> notes) throws Throwable {
        if (result != 0) {
            if ((int) errorCode.invokeExact(decoder) != TJERR_WARNING) {
                throw new IIOException("libjpeg-turbo can't decode it.");
            }
            notes.add(Note.DAMAGED);
        }
    }
}
