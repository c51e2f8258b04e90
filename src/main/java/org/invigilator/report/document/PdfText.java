package org.invigilator.report.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.invigilator.policy.proposal.Paragraph;
import org.invigilator.policy.proposal.PrintedLine;
import org.invigilator.policy.proposal.PrintedText;

/**
 * The paragraphs of a PDF, which has only lines at places of pages. Headers and footers are left
 * out.
 */
final class PdfText extends PDFTextStripper {
  private static final String PICTURES =
      "Its pages are pictures without text, as scanners make them. Save it with text recognition (OCR), or give the document from which it was printed.";
  private static final int EDGE = 3;

  private final List<PrintedLine> lines = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private final List<TextPosition> places = new ArrayList<>();

  private PdfText() {}

  /**
   * Reads a PDF.
   *
   * @throws NoText when no page has any
   */
  static List<Paragraph> of(byte[] bytes) throws IOException {
    try (PDDocument document = Loader.loadPDF(bytes)) {
      PdfText text = new PdfText();
      text.getText(document);
      if (text.lines.isEmpty()) {
        throw new NoText(document.getNumberOfPages() == 0 ? "It has no pages." : PICTURES);
      }
      return PrintedText.paragraphs(text.withoutEdges());
    }
  }

  /** Signals a PDF that can be read and has no text; the message is for its keeper. */
  static final class NoText extends IOException {
    private static final long serialVersionUID = 1L;

    NoText(String message) {
      super(message);
    }
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) {
    open.append(text);
    places.addAll(positions);
  }

  @Override
  protected void writeWordSeparator() {
    open.append(' ');
  }

  @Override
  protected void writeLineSeparator() {
    close();
  }

  @Override
  protected void endPage(org.apache.pdfbox.pdmodel.PDPage page) throws IOException {
    close();
    super.endPage(page);
  }

  private void close() {
    String text = open.toString().strip();
    if (!text.isEmpty() && !places.isEmpty()) {
      TextPosition first = places.get(0);
      TextPosition last = places.get(places.size() - 1);
      lines.add(
          new PrintedLine(
              text,
              getCurrentPageNo(),
              first.getXDirAdj(),
              last.getXDirAdj() + last.getWidthDirAdj(),
              first.getYDirAdj(),
              first.getFontSizeInPt()));
    }
    open.setLength(0);
    places.clear();
  }

  /** The lines without those at the edge of pages that come again on others, digits aside. */
  private List<PrintedLine> withoutEdges() {
    Map<String, Set<Integer>> pages = new HashMap<>();
    Set<PrintedLine> edges = new HashSet<>();
    for (int page = 1; page <= getCurrentPageNo(); page++) {
      int number = page;
      List<PrintedLine> sorted =
          lines.stream()
              .filter(line -> line.page() == number)
              .sorted(java.util.Comparator.comparingDouble(PrintedLine::y))
              .toList();
      for (int i = 0; i < sorted.size(); i++) {
        PrintedLine line = sorted.get(i);
        if (i < EDGE || i >= sorted.size() - EDGE) {
          edges.add(line);
          pages.computeIfAbsent(line.key(), key -> new HashSet<>()).add(page);
        }
      }
    }
    return lines.stream()
        .filter(
            line ->
                !edges.contains(line)
                    || !line.isPageNumber() && pages.getOrDefault(line.key(), Set.of()).size() < 2)
        .toList();
  }
}
