package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.TransformerFactory;
import org.apache.poi.ooxml.POIXMLDocumentPart;
import org.apache.poi.ooxml.POIXMLRelation;
import org.apache.poi.ss.usermodel.RichTextString;
import org.apache.poi.xssf.model.SharedStringsTable;
import org.apache.poi.xssf.usermodel.XSSFFactory;
import org.apache.poi.xssf.usermodel.XSSFRelation;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The table of a workbook's texts, none of which has a format within it. The library's own keeps
 * each as a tree of XML and writes that out for every cell, to see whether it is known.
 */
final class SharedTexts extends SharedStringsTable {
  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  private static final Pattern LINE_END = Pattern.compile("\\r\\n?");

  /** What XML 1.0, production 2, does not allow. */
  private static final Pattern NOT_IN_XML =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\p{Cs}\\uFFFE\\uFFFF]");

  private final Map<String, Integer> known = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  private SharedTexts() {}

  static {
    // The library asks for a factory for each part of a package, and each time all jars are looked
    // through for one; there is only Java's own.
    String factory = "javax.xml.transform.TransformerFactory";
    if (System.getProperty(factory) == null) {
      System.setProperty(factory, TransformerFactory.newDefaultInstance().getClass().getName());
    }
  }

  /** A new workbook with such a table. */
  static XSSFWorkbook workbook() {
    return new Unsaved();
  }

  /**
   * A workbook that is given up when it is closed; the library would save it once more, in memory.
   */
  private static final class Unsaved extends XSSFWorkbook {
    Unsaved() {
      super(new Factory());
    }

    @Override
    public void close() {
      getPackage().revert();
    }
  }

  private static final class Factory extends XSSFFactory {
    @Override
    public POIXMLDocumentPart newDocumentPart(POIXMLRelation kind) {
      return kind == XSSFRelation.SHARED_STRINGS ? new SharedTexts() : super.newDocumentPart(kind);
    }
  }

  @Override
  public int addSharedStringItem(RichTextString text) {
    count++;
    return known.computeIfAbsent(
        ((XSSFRichTextString) text).getCTRst().getT(),
        added -> {
          texts.add(added);
          uniqueCount++;
          return texts.size() - 1;
        });
  }

  @Override
  public RichTextString getItemAt(int number) {
    return new XSSFRichTextString(texts.get(number));
  }

  @Override
  public List<RichTextString> getSharedStringItems() {
    return texts.stream().<RichTextString>map(XSSFRichTextString::new).toList();
  }

  /** Writes the part {@code sharedStrings.xml}, ECMA-376 part 1, 18.4.9. */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml = XML.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeStartElement("sst");
      xml.writeDefaultNamespace(XSSFRelation.NS_SPREADSHEETML);
      xml.writeAttribute("count", Integer.toString(count));
      xml.writeAttribute("uniqueCount", Integer.toString(uniqueCount));
      for (String text : texts) {
        xml.writeStartElement("si");
        xml.writeStartElement("t");
        xml.writeAttribute("xml:space", "preserve");
        String lines = LINE_END.matcher(text).replaceAll("\n");
        xml.writeCharacters(NOT_IN_XML.matcher(lines).replaceAll("?"));
        xml.writeEndElement();
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }
}
