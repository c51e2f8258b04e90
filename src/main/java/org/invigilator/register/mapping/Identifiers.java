package org.invigilator.register.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.invigilator.input.InputFile;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Vocabulary;

/**
 * Makes references for pupils whose export has none that may be in a report. A pupil's national
 * number never is; it is replaced by a keyed hash, which stays the same from export to export. The
 * key is in the trust's folder, beside the exports that contain the numbers themselves.
 */
public final class Identifiers {
  /** The name of the file with the key, in {@code mappings/}. */
  static final String FILE = "reference-key";

  private static final int KEY_BYTES = 32;
  private static final int LENGTH = 8;

  /** A unique pupil number: a check letter, then twelve digits or eleven and a letter. */
  private static final Pattern NATIONAL = Pattern.compile("[A-Z]\\d{11}[0-9A-Z]");

  /** Where there is no key. */
  static final Identifiers NONE = new Identifiers(Optional.empty());

  private final Optional<String> key;

  private Identifiers(Optional<String> key) {
    this.key = key;
  }

  /** The identifiers of a trust; without a key none can be made. */
  static Identifiers in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return new Identifiers(
        Files.isRegularFile(file)
            ? Optional.of(InputFile.text(file, KEY_BYTES * 4L).strip())
            : Optional.empty());
  }

  /** Makes the key, unless the folder has one. */
  public static void prepare(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      byte[] random = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(random);
      OwnerOnly.folder(folder);
      byte[] text = (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII);
      OwnerOnly.replace(file, out -> out.write(text));
    }
  }

  boolean canBeMade() {
    return key.isPresent();
  }

  /** Whether a text is a number that must not be in a report. */
  static boolean isNational(String text) {
    return NATIONAL.matcher(text.strip().toUpperCase(Locale.ROOT)).matches();
  }

  /** The reference for a number, or for a name with a birth date. */
  String reference(String text) {
    byte[] hash =
        new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key.orElseThrow()).hmac(Vocabulary.fold(text));
    return "P-" + new Base32().encodeAsString(hash).substring(0, LENGTH);
  }
}
