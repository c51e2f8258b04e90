package org.invigilator.register;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import org.invigilator.input.InputFile;

/** A text in the encodings in which registers are read too: UTF-8, UTF-16 or Windows-1252. */
public final class TextFile {
  private TextFile() {}

  /**
   * Reads a whole text.
   *
   * @throws java.nio.charset.CharacterCodingException when it is in none of these encodings
   */
  public static String read(Path file, long most) throws IOException {
    InputFile.bytes(file, most);
    StringWriter text = new StringWriter();
    try (Reader in = CsvText.of(file).open()) {
      in.transferTo(text);
    }
    return text.toString();
  }
}
