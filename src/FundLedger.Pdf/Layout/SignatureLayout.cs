using FundLedger.Pdf.Fonts;

namespace FundLedger.Pdf.Layout;

/// <summary>Lays out the signatures as one box, so that they stay together.</summary>
internal sealed class SignatureLayout
{
    private const double Gap = 6;
    private readonly SignatureBlock _block;
    private readonly Frame _frame;
    private readonly double _place;
    private readonly int _places;
    private readonly List<TextColumn> _columns = [];

    private SignatureLayout(SignatureBlock block, Frame frame)
    {
        _block = block;
        _frame = frame;
        // One signature alone stands at the right, with the recipients or nothing at the left.
        bool leftIsFree = block.Recipients.Count > 0 || block.Signatures.Count == 1;
        _places = block.Signatures.Count + (leftIsFree ? 1 : 0);
        _place = frame.Width / _places;
    }

    private double HintSize => _frame.TextSize - 1;

    public static Box Block(SignatureBlock block, Frame frame) => new SignatureLayout(block, frame).Build();

    private Box Build()
    {
        double top = PlaceAndDate();
        double handAt = top + _block.Signatures.Max(TitleHeight);
        for (int i = 0; i < _block.Signatures.Count; i++)
            Sign(_block.Signatures[i], _places - _block.Signatures.Count + i, top, handAt + Frame.Points(_block.SpaceMm));
        Recipients(top);
        var box = new Box(_columns.Max(column => column.Height)) { SpaceBefore = 0.6 * _frame.TextSize };
        foreach (var column in _columns)
        {
            column.CopyTo(box);
            box.Closes.AddRange(column.Elements);
        }
        return box;
    }

    private double PlaceAndDate()
    {
        if (_block.PlaceAndDate is not { } text)
            return 0;
        // Centred over the last signature where that is wide enough for it, else flush right.
        double width = Math.Max(_place, _frame.Face(TextStyle.Italic).Width(text, _frame.TextSize) + Gap);
        var column = new TextColumn(_frame, _frame.Width - width, width, Alignment.Center)
            .Add(text, TextStyle.Italic, _frame.TextSize, _frame.Element("P"));
        _columns.Add(column);
        return column.Height + 2;
    }

    private double TitleHeight(Signature signature)
    {
        int titles = _frame.Break(signature.Title, TextStyle.Bold, _frame.TextSize, _place - Gap).Count;
        int hints = signature.Hint is null ? 0 : _frame.Break(signature.Hint, TextStyle.Italic, HintSize, _place - Gap).Count;
        return titles * Leading.Of(_frame.TextSize) + hints * Leading.Of(HintSize);
    }

    private void Sign(Signature signature, int place, double top, double nameAt)
    {
        var column = new TextColumn(_frame, place * _place + Gap / 2, _place - Gap, Alignment.Center).Skip(top)
            .Add(signature.Title, TextStyle.Bold, _frame.TextSize, _frame.Element("P"));
        if (signature.Hint is not null)
            column.Add(signature.Hint, TextStyle.Italic, HintSize, _frame.Element("P"));
        column.Skip(nameAt - column.Height);
        if (signature.Name is not null)
            column.Add(signature.Name, TextStyle.Bold, _frame.TextSize, _frame.Element("P"));
        _columns.Add(column);
    }

    private void Recipients(double top)
    {
        if (_block.Recipients.Count == 0)
            return;
        var column = new TextColumn(_frame, 0, _place - Gap, Alignment.Left).Skip(top)
            .Add("Nơi nhận:", TextStyle.BoldItalic, _frame.TextSize - 1, _frame.Element("P"));
        foreach (string recipient in _block.Recipients)
            column.Add($"- {recipient}", TextStyle.Regular, _frame.TextSize - 2, _frame.Element("P"));
        _columns.Add(column);
    }
}
