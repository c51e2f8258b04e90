package org.invigilator.report.document;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.invigilator.input.InputFile;
import org.invigilator.policy.proposal.Paragraph;
import org.invigilator.register.TextFile;

/** The text of a policy in the formats in which schools have it: docx, odt, pdf, txt and md. */
public final class PolicyDocument {
  private static final long LARGEST = 50L << 20;
  private static final long LARGEST_TEXT = 20L << 20;

  private PolicyDocument() {}

  /**
   * Its paragraphs, with the numbers that Word makes by itself.
   *
   * @throws IOException with a sentence for a person when the file cannot be read
   */
  public static List<Paragraph> read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    byte[] bytes = InputFile.bytes(file, LARGEST);
    try {
      if (name.endsWith(".docx")) {
        return WordText.of(bytes);
      }
      if (name.endsWith(".odt")) {
        return OpenDocumentText.of(bytes, LARGEST_TEXT);
      }
      if (name.endsWith(".pdf")) {
        return PdfText.of(bytes);
      }
    } catch (PdfText.NoText e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "This file is damaged, or has a password. Save it again without one.", e);
    }
    if (name.matches(".*\\.(txt|md|markdown)")) {
      return Paragraph.of(text(file));
    }
    throw new IOException(
        "This is no .docx, .odt, .pdf, .txt or .md file. Save the policy as one.");
  }

  private static String text(Path file) throws IOException {
    try {
      return TextFile.read(file, LARGEST_TEXT);
    } catch (CharacterCodingException e) {
      throw new IOException(
          "Its letters are in no encoding that is known. Open it in Word or an editor and save it as UTF-8.",
          e);
    }
  }
}
