using FundLedger.Pdf;

namespace FundLedger.UnitTests.Pdf;

/// <summary>Every word that a document asks to be printed, taken from the model alone.</summary>
internal static class ModelWords
{
    public static HashSet<string> Of(PrintedDocument document) =>
        [.. document.Blocks.SelectMany(Texts).Append(document.FooterText ?? "").SelectMany(text => text.Split([' ', '\n'],
            StringSplitOptions.RemoveEmptyEntries))];

    private static IEnumerable<string> Texts(Block block) => block switch
    {
        Letterhead head => head.Left.Concat(head.Right).Select(line => line.Text),
        VoucherTitle title => [title.Text, .. title.Lines, .. title.References.Select(Text)],
        Heading heading => [heading.Text],
        Paragraph paragraph => [paragraph.Text],
        FieldList list => list.Fields.Select(Text),
        Table table => [.. table.Columns.SelectMany(Texts), .. table.Rows.SelectMany(row => row.Cells).Select(cell => cell ?? "")],
        SignatureBlock block1 => block1.Signatures.SelectMany(s => new[] { s.Title, s.Hint ?? "", s.Name ?? "" })
            .Append(block1.PlaceAndDate ?? ""),
        _ => [],
    };

    private static IEnumerable<string> Texts(Column column) => [column.Header, column.Group ?? "", column.Code ?? ""];

    private static string Text(Field field) => $"{field.Label}: {field.Value}";
}
