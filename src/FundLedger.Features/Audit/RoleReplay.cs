using FundLedger.Domain.Ledger;

namespace FundLedger.Features.Audit;

/// <summary>Who has which role in a fund at a point of its log, and what the log last said of their accounts.</summary>
internal sealed class RoleReplay
{
    private readonly Dictionary<string, SealedRoleEvent> accounts = [];
    private readonly SortedSet<(string UserName, string Role)> held = [];

    public IReadOnlySet<(string UserName, string Role)> Held => held;

    /// <summary>The latest event of each account, which carries its person and whether it is disabled.</summary>
    public IReadOnlyDictionary<string, SealedRoleEvent> Accounts => accounts;

    public void Play(SealedRoleEvent change)
    {
        accounts[change.UserName] = change;
        if (change is { Event: "granted", Role: { } given }) held.Add((change.UserName, given));
        if (change is { Event: "revoked", Role: { } taken }) held.Remove((change.UserName, taken));
    }
}
