using System.CommandLine;
using FundLedger.Features.Vault;

namespace FundLedger.Cli;

/// <summary>The keys of the identity vault: rotate, forget earlier ones, keep erased what was erased.</summary>
internal static class VaultVerbs
{
    public static Command Create(SharedOptions shared) => new("vault", "Khóa của kho danh tính / the keys of the vault.")
    {
        shared.Verb("rotate", new("Đổi khóa; bị dừng thì chạy lại", "renew the key; run again when stopped"), RotateAsync),
        shared.Verb("forget", new("Bỏ các khóa cũ không còn dùng", "forget earlier keys that nothing needs"), ForgetAsync),
        shared.Verb("sweep", new("Khôi phục xong: đã xóa thì vẫn xóa", "after a restore: keep erased what was erased"), SweepAsync),
    };

    /// <summary>The keys that the environment names; those of the data folder when it names none.</summary>
    public static VaultKey KeysFor(Verb verb) => verb.Host.Variable("FUNDLEDGER_VAULT_KEY") is { Length: > 0 } file
        ? VaultKey.Read(file)
        : VaultKey.In(verb.Settings.DataFolder);

    /// <summary>The same, but none are made where there are none.</summary>
    public static VaultKey? KeysIfThere(Verb verb) =>
        verb.Host.Variable("FUNDLEDGER_VAULT_KEY") is { Length: > 0 } || File.Exists(Path.Combine(verb.Settings.DataFolder, "vault.key"))
            ? KeysFor(verb) : null;

    private static Task<int> RotateAsync(Verb verb, CancellationToken token) => OwnerWork.RunAsync(
        verb,
        async owner =>
        {
            var done = await VaultWork.RotateAsync(owner, KeysFor(verb), token);
            return (done, verb.In(
                $"Khóa mới {done.KeyId}: bọc lại {done.Rewrapped} khóa của trẻ, niêm phong lại {done.Resealed} danh tính.",
                $"New key {done.KeyId}: {done.Rewrapped} keys of children wrapped again, {done.Resealed} identities sealed anew."));
        },
        token);

    private static Task<int> ForgetAsync(Verb verb, CancellationToken token) => OwnerWork.RunAsync(
        verb,
        async owner =>
        {
            var keys = KeysFor(verb);
            await VaultWork.ForgetAsync(owner, keys, token);
            return (new { keys.Id }, verb.In($"Chỉ còn khóa {keys.Id}.", $"Only the key {keys.Id} is left."));
        },
        token);

    private static Task<int> SweepAsync(Verb verb, CancellationToken token) => OwnerWork.RunAsync(
        verb,
        async owner =>
        {
            var swept = await VaultWork.SweepAsync(owner, KeysFor(verb), token);
            return (swept, Told(verb, swept));
        },
        token);

    public static string Told(Verb verb, VaultSwept swept) => verb.In(
        $"Danh tính đã xóa: hủy lại {swept.KeysDestroyed} khóa, bỏ {swept.RowsRemoved} bản mã.",
        $"Erased identities: {swept.KeysDestroyed} keys destroyed again, {swept.RowsRemoved} ciphertexts removed.");
}
