package org.invigilator.report.workbook;

import java.util.HashMap;
import java.util.Map;
import javax.xml.transform.TransformerFactory;
import org.apache.poi.ooxml.POIXMLDocumentPart;
import org.apache.poi.ooxml.POIXMLRelation;
import org.apache.poi.ss.usermodel.RichTextString;
import org.apache.poi.xssf.model.SharedStringsTable;
import org.apache.poi.xssf.usermodel.XSSFFactory;
import org.apache.poi.xssf.usermodel.XSSFRelation;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The table of a workbook's texts, which recognises a text without formatting by its characters;
 * the library's own writes each as XML first, for every cell.
 */
final class SharedTexts extends SharedStringsTable {
  private final Map<String, Integer> known = new HashMap<>();

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
    if (text.numFormattingRuns() > 0) {
      return super.addSharedStringItem(text);
    }
    Integer number = known.get(text.getString());
    if (number == null) {
      number = super.addSharedStringItem(text);
      known.put(text.getString(), number);
    } else {
      count++;
    }
    return number;
  }
}
