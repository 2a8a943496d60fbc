using System.Security.Cryptography;
using FundLedger.Features.Vault;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Each child has a key of its own; destroying it is what erases the child's identity.</summary>
public sealed class ChildKeysTests : IDisposable
{
    private const string Child = "TE-000001";
    private const string Sibling = "TE-000101";

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-keys-").FullName;
    private readonly VaultKey ring;

    public ChildKeysTests() => ring = VaultKey.In(folder);

    private ChildKeys Keys => ring.Children;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_child_keeps_its_key_and_no_other_childs_opens_it()
    {
        var (id, key) = Keys.ForSealing(Child);
        Assert.Equal((true, 18, 32), (ChildKeys.IsOwn(id), id.Length, key.Length));
        Assert.Equal(id, Keys.ForSealing(Child).Id);
        Assert.NotEqual(id, Keys.ForSealing(Sibling).Id);
        Assert.Equal(key, VaultKey.In(folder).Children.Find(Child, id));
        Assert.Null(VaultKey.In(folder).Children.Find(Sibling, id));
        Assert.False(ChildKeys.IsOwn(ring.Id));
        Assert.Contains(Path.Combine(folder, "vault.key.children", "01", $"{Child}.{id}.key"), Files("*.key"));
    }

    [Fact]
    public void A_key_that_was_destroyed_is_nowhere_and_its_mark_stays()
    {
        Assert.Equal(0, Keys.Destroy(Child));
        Assert.Empty(Keys.AllDestroyed());
        var (id, _) = Keys.ForSealing(Child);
        var (other, _) = Keys.ForSealing(Sibling);
        Assert.NotNull(Keys.Find(Child, id));
        Assert.False(Keys.IsDestroyed(Child, id));
        Assert.Equal(1, Keys.Destroy(Child));
        Assert.True(Keys.IsDestroyed(Child, id));
        Assert.Null(Keys.Find(Child, id));
        Assert.Null(VaultKey.In(folder).Children.Find(Child, id));
        Assert.Equal([(Child, id)], Keys.AllDestroyed());
        Assert.NotNull(Keys.Find(Sibling, other));
        Assert.Single(Files("*.key"));
        Assert.NotEqual(id, Keys.ForSealing(Child).Id);
    }

    [Fact]
    public void A_rotation_wraps_the_keys_anew_and_counts_those_that_wait()
    {
        Assert.Equal(0, Keys.Rewrap(Token));
        var (id, key) = Keys.ForSealing(Child);
        ring.Renew();
        Keys.ForSealing(Sibling);
        Assert.Equal(1, Keys.WrappedEarlier());
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => Keys.Rewrap(stopped.Token));
        Assert.Equal(1, Keys.Rewrap(Token));
        Assert.Equal((0, 0), (Keys.WrappedEarlier(), Keys.Rewrap(Token)));
        ring.ForgetEarlier();
        Assert.Equal(key, VaultKey.In(folder).Children.Find(Child, id));
    }

    [Fact]
    public void A_key_is_wrapped_for_its_child_by_a_key_of_the_ring()
    {
        var (id, _) = Keys.ForSealing(Child);
        var file = Assert.Single(Files("*.key"));
        Assert.NotEqual(new string('0', 24), File.ReadAllText(file).Split(' ')[1][..24]);
        File.Copy(file, file.Replace(Child, "TE-000201", StringComparison.Ordinal));
        Assert.ThrowsAny<CryptographicException>(() => VaultKey.In(folder).Children.Find("TE-000201", id));
        ring.Renew();
        ring.ForgetEarlier();
        var refusal = Assert.ThrowsAny<CryptographicException>(() => VaultKey.In(folder).Children.Find(Child, id));
        Assert.Contains("is wrapped by", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_key_is_wrapped_by_what_another_program_made_the_present_one()
    {
        var elsewhere = VaultKey.In(folder);
        elsewhere.Renew();
        Keys.ForSealing(Child);
        Assert.Equal(0, elsewhere.Children.WrappedEarlier());
        Assert.Equal((2, elsewhere.Id), (ring.Count, ring.Id));
    }

    [Fact]
    public void Papers_are_opened_with_the_number_and_the_key_that_they_were_sealed_with()
    {
        var vault = new IdentityVault(ring);
        byte[] paper = [1, 2, 3], none = [];
        var (keyId, content) = vault.SealPaper(Child, 1, paper);
        Assert.Equal(paper, vault.OpenPaper(Child, 1, keyId, content));
        Assert.ThrowsAny<CryptographicException>(() => vault.OpenPaper(Child, 2, keyId, content));
        Assert.NotEqual(content[..12], vault.SealPaper(Child, 1, paper).Content[..12]);
        var scan = Guid.NewGuid();
        var signed = vault.SealSigned(Child, scan, none);
        Assert.Equal(none, vault.OpenSigned(Child, scan, signed.KeyId, signed.Content));
        Assert.ThrowsAny<CryptographicException>(() => vault.OpenSigned(Child, Guid.NewGuid(), signed.KeyId, signed.Content));
        Assert.Equal(16, vault.MarkPaper(paper).Length);
        Assert.Equal(vault.MarkPaper(paper), vault.MarkPaper([1, 2, 3]));
        Assert.NotEqual(vault.MarkPaper(paper), vault.MarkPaper(none));
        vault.Erase(Child);
        Assert.Null(vault.OpenPaper(Child, 1, keyId, content));
    }

    [Fact]
    public void Who_cares_for_a_child_is_opened_at_its_own_place()
    {
        var vault = new IdentityVault(ring);
        var row = vault.SealCarer(Child, 1, new Carer("Lò Văn A", "cha"));
        Assert.Equal(new Carer("Lò Văn A", "cha"), vault.OpenCarer(row, 1));
        Assert.ThrowsAny<CryptographicException>(() => vault.OpenCarer(row, 2));
        Assert.False(vault.IsErased(row));
        vault.Erase(Child);
        Assert.True(vault.IsErased(row));
    }

    [Fact]
    public void A_number_of_a_parent_is_shared_and_one_of_the_childs_own_is_not()
    {
        var child = new Identity("Lò Thị Ón", new NodaTime.LocalDate(2012, 3, 1), "Lò Văn A", "cha") { PersonalId = "012185000001" };
        Assert.False(child.TraitsIn(null).PersonalIdIsShared);
        Assert.True((child with { PersonalIdOf = "mẹ" }).TraitsIn(null).PersonalIdIsShared);
    }

    private string[] Files(string pattern) => Directory.GetFiles(folder + "/vault.key.children", pattern, SearchOption.AllDirectories);
}
