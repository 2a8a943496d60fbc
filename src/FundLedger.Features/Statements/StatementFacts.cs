using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Statements;

/// <summary>What a statement says about itself: of whom, for when, from which state of the books, and its fingerprint.</summary>
internal sealed class StatementFacts(FundStatement statement, PaperLanguage language)
{
    private static readonly LocalDatePattern CompactDate = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    private StatementFigures Figures => statement.Figures;

    public string Title => language.Of(
        "Báo cáo tình hình thu, chi Quỹ Bảo trợ trẻ em", "Statement of receipts and disbursements of the Child Protection Fund");

    public string Period => language.Of(
        $"Từ ngày {PrintedDate.Of(Figures.Period.From)} đến ngày {PrintedDate.Of(Figures.Period.To)}",
        $"From {PrintedDate.Of(Figures.Period.From)} to {PrintedDate.Of(Figures.Period.To)}");

    public string FundName => Figures.FundName.In(language);

    public string State => Figures.Seal.IsClosed
        ? language.Of($"Số liệu đã khóa sổ, phiên bản {Figures.Seal.Version}", $"Figures of closed books, version {Figures.Seal.Version}")
        : language.Of("Số liệu chưa khóa sổ", "Figures of books that are not closed yet");

    /// <summary>The record of the hash log that the figures stand on.</summary>
    public string Checkpoint => language.Of(
        $"Nhật ký số {Figures.Seal.LogNo}, mã băm {Figures.Seal.LogHash}", $"Log record {Figures.Seal.LogNo}, hash {Figures.Seal.LogHash}");

    public string AtLabel => Figures.Seal.IsClosed
        ? language.Of("Thời điểm khóa sổ", "Books closed at") : language.Of("Số liệu lúc", "Figures as of");

    public string At => PaperWords.Time(Figures.Seal.At);

    public string Id { get; } = StatementId.Of(statement.Figures).ToString();

    /// <summary>What lets a reader check the figures: name, state of the books, checkpoint, fingerprint.</summary>
    public IReadOnlyList<(string Label, string Value)> Proof =>
    [
        (language.Of("Mã sao kê", "Statement"), Id),
        (language.Of("Trạng thái", "State"), State),
        (AtLabel, At),
        (language.Of("Điểm đối chiếu", "Checkpoint"), Checkpoint),
        .. Signed,
        (language.Of("SHA-256 của số liệu", "SHA-256 of the figures"), statement.Digest),
        (language.Of("Ai cũng kiểm tra được tại", "Anybody can check it at"), $"{Figures.Paper.Address}/verify/{Id}"),
    ];

    private IReadOnlyList<(string Label, string Value)> Signed => Figures.Checkpoint is not { } point ? [] :
    [
        (language.Of("Điểm đối chiếu đã ký", "Signed checkpoint"), language.Of(
            $"Số {point.LogNo}, mã băm {point.LogHash[..16]}…, khóa {point.KeyFingerprint}, ký lúc {PaperWords.Time(point.MadeAt)}",
            $"No. {point.LogNo}, hash {point.LogHash[..16]}…, key {point.KeyFingerprint}, signed at {PaperWords.Time(point.MadeAt)}")),
    ];

    /// <summary>Label and value, in the order in which every file shows them.</summary>
    public IReadOnlyList<(string Label, string Value)> All =>
    [
        (language.Of("Quỹ", "Fund"), $"{FundName} ({Figures.Fund})"),
        (language.Of("Kỳ báo cáo", "Period"), Period),
        (language.Of("Đơn vị tính", "Unit"), language.Of("đồng", "Vietnamese đồng (VND)")),
        .. Proof,
        (language.Of("Số dư cuối kỳ bằng chữ", "Closing balance in words"), language.InWords(Figures.Closing)),
    ];

    /// <summary>E.g. <c>thu-chi-Q106-20210101-20210331.pdf</c>.</summary>
    public string FileName(string extension)
    {
        var period = Figures.Period;
        var name = language.Of("thu-chi", "statement");
        var version = Figures.Seal.Version is > 1 and var closing ? string.Create(CultureInfo.InvariantCulture, $"-v{closing}") : "";
        return $"{name}-{Figures.Fund}-{Compact(period.From)}-{Compact(period.To)}{version}.{extension}";
    }

    private static string Compact(LocalDate date) => CompactDate.Format(date);
}
