using System.Text.RegularExpressions;
using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Reports;

/// <summary>Says how reports are headed and signed from a day on; what was frozen before keeps its own.</summary>
public sealed record SetReportFrame(string Fund, Guid Key, ReportFrame Frame) : ICommand<ReportFrameSet>;

public sealed record ReportFrameSet(int Number);

/// <summary>A line of the frame is missing, too long, or no symbol.</summary>
public sealed record ReportFrameLineOdd(string Line) : Invalid($"{Line} is missing, too long, or has other signs than it may.")
{
    public override string Field => Line;
}

internal sealed partial class SetReportFrameHandler(Db db, FundLock fundLock) : IRequestHandler<SetReportFrame, Result<ReportFrameSet>>
{
    private const int Longest = 120;
    private const int LongestPlace = 60;
    private const int MostRecipients = 10;

    private const string SetSql = """
        SELECT set_report_frame(@FundId, @ValidFrom, @Superior, @Issuer, @Symbol, @Place, @Recipients, @OnBehalf, @InsteadOf, @Position,
            @Signer)
        """;

    public async Task<Result<ReportFrameSet>> Handle(SetReportFrame request, CancellationToken cancellationToken)
    {
        var frame = request.Frame;
        if (OddLine(frame) is { } odd) return new ReportFrameLineOdd(odd);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var set = new
        {
            fund.FundId, frame.ValidFrom, frame.Superior, frame.Issuer, frame.Symbol, frame.Place, frame.Recipients, frame.OnBehalf,
            frame.InsteadOf, frame.Position, frame.Signer,
        };
        return new ReportFrameSet(await db.SingleAsync<int>(SetSql, set, cancellationToken));
    }

    private static string? OddLine(ReportFrame frame) =>
        !Fits(frame.Issuer) ? nameof(frame.Issuer)
        : !Fits(frame.Superior ?? frame.Issuer) ? nameof(frame.Superior)
        : !Symbols().IsMatch(frame.Symbol) ? nameof(frame.Symbol)
        : !Fits(frame.Place, LongestPlace) ? nameof(frame.Place)
        : frame.Recipients.Length is 0 or > MostRecipients || frame.Recipients.Any(line => !Fits(line)) ? nameof(frame.Recipients)
        : !Fits(frame.OnBehalf ?? frame.Issuer) ? nameof(frame.OnBehalf)
        : !Fits(frame.InsteadOf ?? frame.Issuer) ? nameof(frame.InsteadOf)
        : !Fits(frame.Position) ? nameof(frame.Position)
        : !Fits(frame.Signer ?? frame.Issuer) ? nameof(frame.Signer)
        : null;

    private static bool Fits(string text, int longest = Longest) => text.Trim().Length >= 2 && text.Trim().Length <= longest;

    [GeneratedRegex("^[A-ZĐ0-9&/-]{2,30}$")]
    private static partial Regex Symbols();
}
