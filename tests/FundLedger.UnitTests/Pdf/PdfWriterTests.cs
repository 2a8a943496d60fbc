using System.Text;
using FundLedger.Pdf;
using Xunit;

namespace FundLedger.UnitTests.Pdf;

public sealed class PdfWriterTests
{
    [Fact]
    public void The_same_paper_gives_the_same_bytes()
    {
        Assert.Equal(Printed.From(SamplePdfs.Statement(60)).Bytes, Printed.From(SamplePdfs.Statement(60)).Bytes);
        Assert.NotEqual(Printed.From(SamplePdfs.Statement(60)).Bytes, Printed.From(SamplePdfs.Statement(61)).Bytes);
    }

    [Fact]
    public void Every_word_of_a_voucher_can_be_read_back() =>
        AssertWords(SamplePdfs.ReceiptVoucher, Printed.From(SamplePdfs.ReceiptVoucher), pageNumbers: []);

    [Fact]
    public void Every_word_of_a_statement_can_be_read_back()
    {
        var printed = Printed.From(SamplePdfs.Statement(40));
        AssertWords(SamplePdfs.Statement(40), printed, pageNumbers: ["Trang", "2/3", "3/3"]);
    }

    [Fact]
    public void A_voucher_fills_one_sheet_of_A5() => Assert.Equal(1, Printed.From(SamplePdfs.ReceiptVoucher).Report.Pages);

    [Fact]
    public void Two_hundred_lines_take_at_most_150_kilobytes()
    {
        var printed = Printed.From(SamplePdfs.Statement(200));
        Assert.InRange(printed.Bytes.Length, 1, 150_000);
        Assert.Equal(printed.Report.Pages, printed.Pages.Count);
    }

    [Fact]
    public void Pages_are_numbered_from_the_second_one()
    {
        var pages = Printed.From(SamplePdfs.Statement(40)).Pages;
        Assert.DoesNotContain("1/3", pages[0]);
        Assert.Contains("2/3", pages[1]);
        Assert.Contains("3/3", pages[2]);
    }

    [Fact]
    public void An_English_paper_is_numbered_in_English()
    {
        var document = SamplePdfs.Statement(40) with { Language = "en" };
        Assert.Contains("Page", Printed.From(document).Pages[1]);
    }

    [Fact]
    public void Decomposed_letters_are_printed_composed()
    {
        string composed = "Quỹ Bảo trợ trẻ em huyện Tam Đường";
        var printed = Printed.From(new Paragraph(composed.Normalize(NormalizationForm.FormD)));
        Assert.Equal(composed, printed.Text);
        Assert.Equal(printed.Bytes, Printed.From(new Paragraph(composed)).Bytes);
    }

    [Fact]
    public void Letters_that_share_a_shape_are_read_back_as_themselves() =>
        Assert.Equal("Đà Ðà", Printed.From(new Paragraph("Đà Ðà")).Text);

    [Fact]
    public void A_character_without_a_shape_is_printed_as_a_question_mark_and_reported()
    {
        var printed = Printed.From(new Paragraph("trẻ 童 em"));
        Assert.Equal("trẻ ? em", printed.Text);
        Assert.Equal(['童'], printed.Report.MissingCharacters);
    }

    [Fact]
    public void Broken_and_invisible_characters_do_no_harm()
    {
        var printed = Printed.From(new Paragraph("a\uD800b c\u200Bd\u0007 \U0001F600"));
        Assert.Equal("a?b cd ?", printed.Text);
    }

    [Fact]
    public void A_paper_without_blocks_is_one_empty_page()
    {
        var printed = Printed.From();
        Assert.Equal(1, printed.Report.Pages);
        Assert.Empty(printed.Text);
    }

    [Fact]
    public void A_paper_carries_no_date_unless_it_is_given_one()
    {
        Assert.Contains("xmp:CreateDate>2026-03-31T09:00:00+07:00", Printed.From(SamplePdfs.Statement(1)).Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("CreateDate>", Printed.From(SamplePdfs.ReceiptVoucher).Raw, StringComparison.Ordinal);
        var undated = SamplePdfs.ReceiptVoucher with { Dated = "31/3/2026" };
        Assert.Throws<FormatException>(() => Printed.From(undated));
    }

    [Fact]
    public void No_conformance_is_claimed_that_no_validator_has_checked() =>
        Assert.DoesNotContain("pdfaid", Printed.From(SamplePdfs.Statement(1)).Raw, StringComparison.Ordinal);

    [Fact]
    public void Signatures_take_a_row_of_the_table_with_them_to_the_last_page()
    {
        for (int lines = 8; lines < 40; lines++)
        {
            var last = Printed.From(SamplePdfs.Statement(lines)).Pages[^1];
            Assert.Contains("GIÁM", last);
            Assert.Contains(lines.ToString(System.Globalization.CultureInfo.InvariantCulture), last);
        }
    }

    private static void AssertWords(PrintedDocument document, Printed printed, IEnumerable<string> pageNumbers)
    {
        var expected = ModelWords.Of(document);
        expected.UnionWith(pageNumbers);
        Assert.Equal(expected.Order(StringComparer.Ordinal), printed.Pages.SelectMany(w => w).Distinct().Order(StringComparer.Ordinal));
    }
}
