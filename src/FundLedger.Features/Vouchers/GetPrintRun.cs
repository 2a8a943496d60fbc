using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Vouchers;

/// <summary>The file of a run of prints, for who printed it: each voucher on its own paper, with the number of its print.</summary>
public sealed record GetPrintRun(string Fund, int Run) : IQuery<ExportedFile>;

public sealed record PrintRunNotFound(string Fund, int Run) : NotFound($"Nobody of this name printed run {Run} of fund {Fund}.");

internal sealed class GetPrintRunHandler(Db db, VoucherReader vouchers, PaperPrinter printer)
    : IRequestHandler<GetPrintRun, Result<ExportedFile>>
{
    private const string CopiesSql = """
        SELECT p.voucher_type AS type, p.voucher_year AS year, p.voucher_no AS no, p.copy_no, r.language, r.printed_at AS at,
            coalesce(u.display_name, r.printed_by) AS by
        FROM print_runs r JOIN funds f USING (fund_id) JOIN voucher_prints p USING (fund_id, run_no)
        LEFT JOIN users u ON u.user_name = r.printed_by
        WHERE f.code = @Fund AND r.run_no = @Run AND r.printed_by = acting_user() ORDER BY p.voucher_no
        """;

    public async Task<Result<ExportedFile>> Handle(GetPrintRun request, CancellationToken cancellationToken)
    {
        var copies = await db.ListAsync<Copy>(CopiesSql, request, cancellationToken);
        if (copies is not [var first, ..]) return new PrintRunNotFound(request.Fund, request.Run);
        var nos = copies.Select(copy => copy.No).ToArray();
        var found = await vouchers.ListAsync(request.Fund, first.Type, first.Year, nos, cancellationToken);
        var language = first.Language == "en" ? PaperLanguage.English : PaperLanguage.Vietnamese;
        var papers = found.Zip(copies, (voucher, copy) =>
            new VoucherPaper(voucher, language, new PrintedCopy { No = copy.CopyNo, At = copy.At, By = copy.By }).Document());
        var name = string.Create(CultureInfo.InvariantCulture, $"{first.Type}-{first.Year}-{request.Fund}-{request.Run}.pdf");
        return printer.Print(name, [.. papers]);
    }

    private sealed record Copy
    {
        public string Type { get; init; } = "";

        public int Year { get; init; }

        public int No { get; init; }

        public int CopyNo { get; init; }

        public string Language { get; init; } = "";

        public Instant At { get; init; }

        public string By { get; init; } = "";
    }
}
