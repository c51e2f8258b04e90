package org.invigilator.report.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputFile;
import org.invigilator.policy.proposal.Paragraph;
import org.invigilator.policy.proposal.TableRow;
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
        return openDocument(bytes);
      }
      if (name.endsWith(".pdf")) {
        return PdfText.of(bytes);
      }
    } catch (PdfText.NoText e) {
      throw e;
    } catch (IOException | RuntimeException | XMLStreamException e) {
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

  private static List<Paragraph> openDocument(byte[] bytes) throws IOException, XMLStreamException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals("content.xml")) {
          return content(BoundedStream.of(zip, LARGEST_TEXT));
        }
      }
    }
    throw new IOException("no content");
  }

  private static List<Paragraph> content(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(in);
    List<Paragraph> all = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    // The cells of the row of a table that is being read, each with its lines.
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean isInTable = false;
    int depth = 0;
    int number = 0;
    while (xml.hasNext()) {
      int event = xml.next();
      boolean begins = event == XMLStreamConstants.START_ELEMENT;
      String name = begins || event == XMLStreamConstants.END_ELEMENT ? xml.getLocalName() : "";
      if (event == XMLStreamConstants.CHARACTERS) {
        text.append(xml.getText());
      } else if (name.equals("list")) {
        depth += begins ? 1 : -1;
      } else if (begins && (name.equals("s") || name.equals("tab") || name.equals("line-break"))) {
        text.append(' ');
      } else if (name.equals("table-row")) {
        if (!begins && !new TableRow(cells).isHeader()) {
          for (String line : Paragraph.split(new TableRow(cells).text())) {
            all.add(Paragraph.line(line, "paragraph " + ++number));
          }
        }
        isInTable = begins;
        cells.clear();
      } else if (name.equals("table-cell")) {
        if (!begins) {
          cells.add(cell.toString().strip());
        }
        cell.setLength(0);
      } else if (name.equals("p") || name.equals("h")) {
        if (!begins && isInTable) {
          cell.append(text.toString().strip()).append('\n');
        } else if (!begins && !text.toString().isBlank()) {
          String words = text.toString().strip();
          all.add(
              new Paragraph(
                  depth > 0 ? "- " + words : words,
                  Math.min(2, depth),
                  name.equals("h") && depth == 0,
                  "paragraph " + ++number,
                  depth));
        }
        text.setLength(0);
      }
    }
    return all;
  }
}
