using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Norms;

/// <summary>Writes a norm decision of the fund's unit as a draft: a new one, or an earlier draft anew.</summary>
/// <param name="Decision">The draft to write anew; null for a new one.</param>
public sealed record DraftNorm(string Fund, Guid Key, int? Decision, NormFile File) : ICommand<NormDrafted>;

public sealed record NormDrafted(int Decision);

/// <summary>The step does not follow on the state in which the decision is.</summary>
/// <param name="State">draft, proposed, published, superseded or discarded.</param>
public sealed record NormStepNotPossible(string Number, string State)
    : Refused($"Norm decision {Number} is {State}: this step is not taken from there.");

/// <param name="Line">Code of the norm line; empty when it concerns the whole.</param>
/// <param name="What">class, supportKind, occasion or sourceKind.</param>
public sealed record NormCodeUnknown(string Line, string What, string Word) : Invalid($"Line {Line}: there is no {What} {Word}.");

internal sealed class DraftNormHandler(Db db, FundLock fundLock, NormStore norms) : IRequestHandler<DraftNorm, Result<NormDrafted>>
{
    private const string DraftSql = "SELECT draft_norm(@FundId, @Decision, @File::jsonb)";

    private const string CodesSql = """
        SELECT 'class' AS what, class_code AS code FROM child_classes
        UNION ALL SELECT 'supportKind', support_kind FROM support_kinds
        UNION ALL SELECT 'occasion', occasion_code FROM occasions
        UNION ALL SELECT 'sourceKind', source_kind FROM source_kinds
        """;

    public async Task<Result<NormDrafted>> Handle(DraftNorm request, CancellationToken cancellationToken)
    {
        if (request.File.ToDecision(request.Decision ?? 0).Error is { } unsound) return unsound;
        if (await UnknownCodeAsync(request.File, cancellationToken) is { } unknown) return unknown;
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (request.Decision is { } id)
        {
            var draft = await norms.StepAsync(request.Fund, id, "draft", cancellationToken);
            if (draft.Error is { } refused) return refused;
        }

        var file = request.File.Text();
        return new NormDrafted(await db.SingleAsync<int>(DraftSql, new { fund.FundId, request.Decision, File = file }, cancellationToken));
    }

    private async Task<NormCodeUnknown?> UnknownCodeAsync(NormFile file, CancellationToken token)
    {
        var known = (await db.ListAsync<CodeRow>(CodesSql, null, token)).Select(row => (row.What, row.Code)).ToHashSet();
        return file.Lines.SelectMany(Named).FirstOrDefault(named => !known.Contains((named.What, named.Word)));
    }

    private static IEnumerable<NormCodeUnknown> Named(NormFileLine line) =>
    [
        new(line.Code, "supportKind", line.Support.Kind),
        .. line.Support.Occasion is { } occasion ? new[] { new NormCodeUnknown(line.Code, "occasion", occasion) } : [],
        .. line.Groups.Select(group => new NormCodeUnknown(line.Code, "class", group)),
        .. (line.SourceKinds ?? []).Select(kind => new NormCodeUnknown(line.Code, "sourceKind", kind)),
    ];

    private sealed record CodeRow
    {
        public string What { get; init; } = "";

        public string Code { get; init; } = "";
    }
}
