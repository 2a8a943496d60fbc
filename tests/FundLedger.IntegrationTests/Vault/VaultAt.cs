using FundLedger.Features.Vault;

namespace FundLedger.IntegrationTests.Vault;

/// <summary>The operator's work on the keys of one ledger.</summary>
internal sealed class VaultAt(Ledger ledger)
{
    public VaultKey Keys => VaultKey.In(ledger.Folder);

    public Task<VaultRotated> RotateAsync() => VaultWork.RotateAsync(ledger.Database.Owner, Keys, Ledger.Token);

    public Task ForgetAsync() => VaultWork.ForgetAsync(ledger.Database.Owner, Keys, Ledger.Token);

    public Task<VaultSwept> SweepAsync() => VaultWork.SweepAsync(ledger.Database.Owner, Keys, Ledger.Token);
}
