namespace FundLedger.Pdf;

/// <summary>The head of a paper: who issues it at the left, the national heading or the number of the form at the right.</summary>
public sealed record Letterhead(IReadOnlyList<LetterheadLine> Left, IReadOnlyList<LetterheadLine> Right) : Block
{
    /// <summary>Vouchers set the left side flush left; letters and reports centre it.</summary>
    public Alignment LeftAlignment { get; init; } = Alignment.Center;

    /// <summary>
    /// Head of reports, decisions and minutes with Quốc hiệu and Tiêu ngữ (Decree 30/2020/NĐ-CP, appendix I).
    /// </summary>
    /// <param name="superiorUnit">Body above the issuing one; null: none.</param>
    /// <param name="unit">Issuing body.</param>
    /// <param name="number">"Số: 12/BC-QBTTE"; null: no number line.</param>
    /// <param name="placeAndDate">"Bình Lư, ngày 15 tháng 01 năm 2026"; null: it stands above the signatures instead.</param>
    public static Letterhead National(string? superiorUnit, string unit, string? number, string? placeAndDate)
    {
        List<LetterheadLine> left = [new(unit.ToUpperInvariant()) { Bold = true, Size = -1, Underline = Underline.Third }];
        List<LetterheadLine> right =
        [
            new("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") { Bold = true, Size = -1 },
            new("Độc lập - Tự do - Hạnh phúc") { Bold = true, Underline = Underline.Full },
        ];
        if (superiorUnit is not null)
            left.Insert(0, new LetterheadLine(superiorUnit.ToUpperInvariant()) { Size = -1 });
        if (number is not null)
            left.Add(new LetterheadLine(number));
        if (placeAndDate is not null)
            right.Add(new LetterheadLine(placeAndDate) { Italic = true });
        return new Letterhead(left, right);
    }

    /// <summary>Head of vouchers and books: unit and budget-relation code at the left, number of the form at the right.</summary>
    /// <param name="superiorUnit">Body above the issuing one; null: none.</param>
    /// <param name="unit">Name of the issuing unit.</param>
    /// <param name="budgetCode">Mã quan hệ ngân sách, seven digits; null: no such line.</param>
    /// <param name="formNumber">"C40-BB"; null for a form of the unit's own design.</param>
    /// <param name="issuedWith">"Ban hành kèm theo Thông tư …"; it must fit the date of the voucher, so the caller chooses it.</param>
    public static Letterhead Voucher(string? superiorUnit, string unit, string? budgetCode, string? formNumber, string? issuedWith)
    {
        List<LetterheadLine> left = [new($"Đơn vị: {unit}") { Bold = true }];
        List<LetterheadLine> right = [];
        if (superiorUnit is not null)
            left.Insert(0, new LetterheadLine(superiorUnit));
        if (budgetCode is not null)
            left.Add(new LetterheadLine($"Mã QHNS: {budgetCode}"));
        if (formNumber is not null)
            right.Add(new LetterheadLine($"Mẫu số: {formNumber}") { Bold = true });
        if (issuedWith is not null)
            right.Add(new LetterheadLine($"({issuedWith})") { Italic = true, Size = -1.5 });
        return new Letterhead(left, right) { LeftAlignment = Alignment.Left };
    }
}

/// <summary>One line of a letterhead; a text that is too wide is wrapped.</summary>
public sealed record LetterheadLine(string Text)
{
    public bool Bold { get; init; }

    public bool Italic { get; init; }

    /// <summary>Points more (or less) than the body text.</summary>
    public double Size { get; init; }

    public Underline Underline { get; init; }
}

public enum Underline
{
    None,

    /// <summary>A rule of a third of the line, centred, as under the name of an agency.</summary>
    Third,

    /// <summary>A rule as long as the line, as under the national motto.</summary>
    Full,
}
