using FundLedger.Pdf.Fonts;

namespace FundLedger.Pdf.Layout;

/// <summary>Lays out the head of a paper: letterhead and voucher title, each one box.</summary>
internal static class HeadLayout
{
    private const double LetterShare = 0.43;
    private const double VoucherShare = 0.54;
    private const double ReferenceShare = 0.24;

    public static Box Letterhead(Letterhead head, Frame frame)
    {
        double split = frame.Width * (head.LeftAlignment == Alignment.Left ? VoucherShare : LetterShare);
        var left = Side(head.Left, new TextColumn(frame, 0, split - 8, head.LeftAlignment), frame);
        var right = Side(head.Right, new TextColumn(frame, split, frame.Width - split, Alignment.Center), frame);
        return Together(left, right, 2);
    }

    public static Box VoucherTitle(VoucherTitle title, Frame frame)
    {
        double side = frame.Width * ReferenceShare;
        var middle = new TextColumn(frame, side, frame.Width - 2 * side, Alignment.Center)
            .Add(title.Text, TextStyle.Bold, frame.TextSize + 6, frame.Element("H1"));
        foreach (string line in title.Lines)
            middle.Add(line, TextStyle.Italic, frame.TextSize, frame.Element("P"));
        var references = new TextColumn(frame, frame.Width - side, side, Alignment.Left).Skip(4);
        foreach (var field in title.References)
            references.Add($"{field.Label}: {field.Value}", Styles.Value(field), frame.TextSize, frame.Element("P"));
        return Together(middle, references, 6);
    }

    private static TextColumn Side(IEnumerable<LetterheadLine> lines, TextColumn column, Frame frame)
    {
        foreach (var line in lines)
        {
            column.Add(line.Text, Styles.Of(line.Bold, line.Italic), frame.TextSize + line.Size, frame.Element("P"));
            if (line.Underline != Underline.None)
                column.UnderlineLast(line.Underline == Underline.Full ? 1 : 1.0 / 3);
        }
        return column;
    }

    private static Box Together(TextColumn first, TextColumn second, double spaceBefore)
    {
        var box = new Box(Math.Max(first.Height, second.Height)) { SpaceBefore = spaceBefore, KeepWithNext = true };
        first.CopyTo(box);
        second.CopyTo(box);
        box.Closes.AddRange([.. first.Elements, .. second.Elements]);
        return box;
    }
}
