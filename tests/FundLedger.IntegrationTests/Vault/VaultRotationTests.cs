using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FundLedger.Domain.Text;
using FundLedger.Features.Children;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Vault;

public sealed class VaultRotationTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string OldRowSql = """
        UPDATE identity_vault SET key_id = @KeyId, nonce = @Nonce, sealed = @Sealed WHERE beneficiary_code = @Child
        """;

    private VaultAt Vault => new(ledger);

    [Fact]
    public async Task A_rotation_renews_what_wraps_the_keys_and_a_running_program_goes_on()
    {
        var before = (await ledger.Given.Children(2))[0];
        var first = Vault.Keys.Id;
        var rotated = await Vault.RotateAsync();
        Assert.NotEqual(first, rotated.KeyId);
        Assert.True(rotated.Rewrapped >= 2);
        Assert.NotNull((await ledger.Done(TamDuong.Officer, Open(before))).Identity);
        var after = (await ledger.Given.Children(1))[0];
        await Vault.ForgetAsync();
        Assert.Equal((rotated.KeyId, 1), (Vault.Keys.Id, Vault.Keys.Count));
        await using var restarted = ledger.Application(ledger.Database.Application);
        foreach (var child in new[] { before, after })
        {
            Assert.NotNull((await Ledger.Send(restarted, TamDuong.Officer, Open(child))).Value.Identity);
        }
    }

    [Fact]
    public async Task Rows_of_the_first_version_get_a_key_of_their_childs_and_a_stopped_rotation_goes_on()
    {
        var child = (await ledger.Given.Children(1))[0];
        await SealAsBeforeAsync(child);
        Assert.Equal("Trẻ Ngày Trước", (await ledger.Done(TamDuong.Officer, Open(child))).Identity!.FullName);
        Vault.Keys.Renew();
        var kept = Vault.Keys.Count;
        await Assert.ThrowsAsync<UnusableContentException>(Vault.ForgetAsync);
        var rotated = await Vault.RotateAsync();
        Assert.Equal((1, true, kept), (rotated.Resealed, rotated.IsResumed, Vault.Keys.Count));
        await Vault.ForgetAsync();
        await using var restarted = ledger.Application(ledger.Database.Application);
        Assert.Equal("Trẻ Ngày Trước", (await Ledger.Send(restarted, TamDuong.Officer, Open(child))).Value.Identity!.FullName);
    }

    [Fact]
    public async Task A_rotation_that_stopped_goes_on_and_after_a_finished_one_a_new_one_begins()
    {
        await ledger.Given.Children(1);
        var keys = Vault.Keys;
        var draft = Guid.NewGuid();
        keys.DraftsOf(TamDuong.Officer).Begin(draft, Instant.FromUtc(2021, 1, 4, 5, 0));
        keys.DraftsOf(TamDuong.Officer).Put(draft, "draft", [7]);
        keys.Renew();
        var kept = Vault.Keys.Count;
        var resumed = await Vault.RotateAsync();
        Assert.Equal((true, kept, 0), (resumed.IsResumed, Vault.Keys.Count, Vault.Keys.Children.WrappedEarlier()));
        var anew = await Vault.RotateAsync();
        Assert.Equal((false, kept + 1), (anew.IsResumed, Vault.Keys.Count));
        await Vault.ForgetAsync();
        Assert.Equal([7], Vault.Keys.DraftsOf(TamDuong.Officer).Find(draft, "draft")!);
    }

    [Fact]
    public async Task Without_the_childs_key_nothing_is_read_and_two_childrens_keys_are_not_exchanged()
    {
        var children = await ledger.Given.Children(2);
        var files = children.Select(FileOf).ToList();
        var kept = await File.ReadAllTextAsync(files[0], Ledger.Token);
        File.Copy(files[1], files[0], overwrite: true);
        await using var exchanged = ledger.Application(ledger.Database.Application);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Ledger.Send(exchanged, TamDuong.Officer, Open(children[0])));
        File.Delete(files[0]);
        await using var without = ledger.Application(ledger.Database.Application);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Ledger.Send(without, TamDuong.Officer, Open(children[0])));
        await File.WriteAllTextAsync(files[0], kept, Ledger.Token);
    }

    [Fact]
    public async Task A_number_that_tells_another_year_or_sex_is_a_warning_and_a_parents_number_is_none()
    {
        var own = Registration("012212000001") with { Sex = Domain.Children.Sex.Female };
        var registered = await ledger.Done(TamDuong.Officer, own);
        Assert.Equal((false, true), (registered.NumberTellsOtherYear, registered.NumberTellsOtherSex));
        var parents = await ledger.Done(TamDuong.Officer, Registration("012185000001") with { PersonalIdOf = "mẹ" });
        Assert.False(parents.NumberTellsOtherYear);
        await ledger.Done(TamDuong.Officer, Registration("012185000001") with { PersonalIdOf = "mẹ" });
        await ledger.Done(TamDuong.Officer, Registration(null));
        Assert.IsType<PersonalIdUnreadable>((await ledger.Send(TamDuong.Officer, Registration("12345"))).Error);
        Assert.Equal("012212000001", (await ledger.Done(TamDuong.Officer, Open(registered.Code))).Identity!.PersonalId);
    }

    private async Task SealAsBeforeAsync(string child)
    {
        var secret = Convert.FromHexString((await File.ReadAllTextAsync(Path.Combine(ledger.Folder, "vault.key"), Ledger.Token)).Split('\n')[0].Trim());
        var clear = JsonSerializer.SerializeToUtf8Bytes(
            new Identity("Trẻ Ngày Trước", new LocalDate(2012, 1, 2), "Người Giám Hộ", "mẹ"), Json.Options);
        var nonce = RandomNumberGenerator.GetBytes(12);
        var output = new byte[clear.Length + 16];
        using var aes = new AesGcm(secret, 16);
        aes.Encrypt(nonce, clear, output.AsSpan(0, clear.Length), output.AsSpan(clear.Length), Encoding.UTF8.GetBytes(child));
        await OwnerSql.ExecuteAsync(
            ledger.Database.Owner, OldRowSql, new { KeyId = Vault.Keys.Id, Nonce = nonce, Sealed = output, Child = child }, Ledger.Token);
    }

    private string FileOf(string child) =>
        Directory.GetFiles(Path.Combine(ledger.Folder, "vault.key.children"), $"{child}.*.key", SearchOption.AllDirectories).Single();

    private static OpenIdentity Open(string child) => new(TamDuong.BinhLu, Guid.NewGuid(), child, "Lập danh sách ký nhận");

    private static RegisterChild Registration(string? number) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), "Trẻ Thử Nghiệm", new LocalDate(2012, 6, 1), "Người Giám Hộ", "mẹ", ["poor"])
        {
            PersonalId = number, DespiteLikeness = Given.AnotherChild,
        };
}
