using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Books;

/// <summary>What a book says about itself, in the words of one language.</summary>
internal sealed class BookFacts(BookHead head, PaperLanguage language)
{
    private static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    public string Kind => head.Form.IsReport ? language.Of("Báo cáo", "Report") : language.Of("Sổ", "Book");

    public string Title => head.Form.Name.In(language);

    public string Period => language.Of(
        $"Từ ngày {PrintedDate.Of(head.Question.From)} đến ngày {PrintedDate.Of(head.Question.To)}",
        $"From {PrintedDate.Of(head.Question.From)} to {PrintedDate.Of(head.Question.To)}");

    public string FundName => head.Fund.Name.In(language);

    /// <summary>"Mẫu số S11-H" with its circular; null where the regime has no number for it.</summary>
    public string? Issued => head.Circular is { } circular
        ? language.Of($"Ban hành kèm theo Thông tư {circular}", $"Issued with Circular {circular}") : null;

    public string At => language.Of("Số liệu lúc", "Figures as of") + " " + PaperWords.Time(head.At);

    public string LogHead => language.Of(
        $"Nhật ký số {head.Fund.LogNo}, mã băm {head.Fund.LogHash}", $"Log record {head.Fund.LogNo}, hash {head.Fund.LogHash}");

    public IReadOnlyList<string> Narrowed => [.. head.Narrowed.Select(words => words.In(language))];

    public string? Together => head.Funds.Count == 1 ? null : language.Of("Gộp các quỹ: ", "Funds together: ")
        + string.Join(", ", head.Funds.Select(fund => fund.Code));

    /// <summary>Label and value, as every file shows them before its rows.</summary>
    public IReadOnlyList<(string Label, string Value)> All =>
    [
        (Kind, head.FormNumber is { } number ? $"{Title} ({number})" : Title),
        (language.Of("Quỹ", "Fund"), $"{FundName} ({head.Fund.Code})"),
        .. Together is { } together ? [(language.Of("Phạm vi", "Scope"), together)] : ((string, string)[])[],
        (language.Of("Kỳ", "Period"), Period),
        .. Narrowed.Select(words => (language.Of("Lọc", "Filter"), words)),
        (language.Of("Đơn vị tính", "Unit"), language.Of("đồng", "Vietnamese đồng (VND)")),
        (language.Of("Số liệu lúc", "Figures as of"), PaperWords.Time(head.At)),
        (language.Of("Điểm đối chiếu", "Checkpoint"), LogHead),
    ];

    /// <summary>E.g. <c>so-cash-Q106-20210101-20210331.pdf</c>.</summary>
    public string FileName(string extension)
    {
        var kind = head.Form.IsReport ? language.Of("bao-cao", "report") : language.Of("so", "book");
        var name = $"{kind}-{head.Form.Code}";
        var mark = head.Mark is { } told ? $"-{language.Of("chot", "frozen")}-{told}" : "";
        var donor = head.Form.IsReport && head.Question.Donor is { } number ? FormattableString.Invariant($"-{number}") : "";
        return $"{name}{donor}-{head.Fund.Code}-{Compact.Format(head.Question.From)}-{Compact.Format(head.Question.To)}{mark}.{extension}";
    }

    /// <summary>The cell as words for people; amounts grouped by dots, dates day first.</summary>
    public string? Shown(object? cell) => cell switch
    {
        null => null,
        Money amount => amount.ToString(),
        Summed sum => sum.Value.ToString(),
        LocalDate date => PrintedDate.Of(date),
        Wording words => words.In(language),
        long count => new Money(count).ToString(),
        _ => (string)cell,
    };
}
