namespace FundLedger.Pdf.Layout;

/// <summary>Turns the blocks of a document into boxes, one after the other, and says which must share a page.</summary>
internal static class DocumentLayout
{
    // How far above the signatures a table may end and still send its last row along with them.
    private const int Reach = 5;

    public static IEnumerable<Box> Boxes(IReadOnlyList<Block> blocks, Frame frame)
    {
        var keeps = Keeps(blocks);
        return blocks.SelectMany((block, i) => Kept(Boxes(block, frame), keeps[i]));
    }

    private static IEnumerable<Box> Boxes(Block block, Frame frame) => block switch
    {
        Letterhead letterhead => [HeadLayout.Letterhead(letterhead, frame)],
        VoucherTitle title => [HeadLayout.VoucherTitle(title, frame)],
        Heading heading => TextLayout.Heading(heading, frame),
        Paragraph paragraph => TextLayout.Paragraph(paragraph, frame),
        Spacer spacer => [new Box(0) { SpaceBefore = Frame.Points(spacer.HeightMm) }],
        FieldList fields => FieldLayouts.Boxes(fields, frame),
        BarChart chart => BarLayout.Boxes(chart, frame),
        PatternNote note => [PatternLayout.Note(note, frame)],
        Table table => TableLayout.Boxes(table, frame),
        SignatureBlock signatures => [SignatureLayout.Block(signatures, frame)],
        _ => throw new NotSupportedException($"There is no layout for a {block.GetType().Name}."),
    };

    // Signatures on a page of their own could be put under any paper: something of the text goes with them.
    private static Keep[] Keeps(IReadOnlyList<Block> blocks)
    {
        var keeps = new Keep[blocks.Count];
        for (int signatures = 1; signatures < blocks.Count; signatures++)
        {
            if (blocks[signatures] is not SignatureBlock)
                continue;
            int companion = Companion(blocks, signatures);
            keeps[companion] = Keep.Last;
            Array.Fill(keeps, Keep.All, companion + 1, signatures - companion - 1);
        }
        return keeps;
    }

    private static int Companion(IReadOnlyList<Block> blocks, int signatures)
    {
        int highest = Math.Max(0, signatures - Reach);
        var above = Enumerable.Range(highest, signatures - highest).Reverse().ToList();
        int table = above.FindIndex(i => blocks[i] is Table);
        int text = above.FindIndex(i => blocks[i] is not Spacer);
        return above[table >= 0 ? table : Math.Max(text, 0)];
    }

    private static IEnumerable<Box> Kept(IEnumerable<Box> boxes, Keep keep)
    {
        Box? held = null;
        foreach (var box in boxes)
        {
            if (held is not null)
                yield return held;
            held = box;
            box.KeepWithNext |= keep == Keep.All;
        }
        if (held is null)
            yield break;
        held.KeepWithNext |= keep != Keep.AsIs;
        yield return held;
    }

    private enum Keep
    {
        AsIs,
        Last,
        All,
    }
}
