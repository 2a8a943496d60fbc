using System.Security.Cryptography;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>The fund, its pools, institutions and norm decisions say what the log last sealed of them.</summary>
internal static class ReferenceCheck
{
    public static async Task RunAsync(
        Db db, VerifiedFund fund, IReadOnlyDictionary<(string Subject, string Key), SealedReference> replayed, PassTally tally,
        CancellationToken token)
    {
        var rows = (await ReferenceTerms.ListAsync(db, fund.FundId, token)).ToDictionary(row => (row.Subject, row.Key));
        foreach (var subject in replayed.Keys.Union(rows.Keys).Order())
        {
            var expected = replayed.TryGetValue(subject, out var terms) ? Convert.ToHexStringLower(terms.ContentHash) : null;
            var found = rows.TryGetValue(subject, out var row) ? HashOf(row) : null;
            tally.Compare(fund.Code, subject.Subject, subject.Key, "content", expected, found);
        }
    }

    private static string HashOf(ReferenceTerms row) => Convert.ToHexStringLower(SHA256.HashData(CanonicalText.Of(row.Terms)));
}
