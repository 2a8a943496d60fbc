using System.Security.Cryptography;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Boxes of sealed files with a key each: what was put in, for how long, and that nothing opens them afterwards.</summary>
public sealed class SealedShelfTests : IDisposable
{
    private static readonly Guid Box = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Other = Guid.Parse("22222222-2222-2222-2222-222222222222");
    private static readonly Instant Noon = Instant.FromUtc(2021, 12, 20, 5, 0);
    private static readonly byte[] Names = [.. "Lò Thị Ón"u8];

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-shelf-").FullName;
    private readonly VaultKey ring;
    private readonly SealedShelf shelf;

    public SealedShelfTests()
    {
        ring = VaultKey.In(folder);
        shelf = ring.Imports;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_put_in_a_box_is_read_by_its_name_only()
    {
        Assert.Empty(shelf.All());
        Assert.False(shelf.Has(Box));
        Assert.Null(shelf.Find(Box, "rows"));
        shelf.Begin(Box, Noon);
        Assert.Null(shelf.Find(Box, "rows"));
        shelf.Put(Box, "rows", Names);
        shelf.Put(Box, "rows", [.. Names, 1]);
        shelf.Put(Box, "empty", []);
        Assert.Equal([.. Names, 1], shelf.Find(Box, "rows"));
        Assert.Empty(shelf.Find(Box, "empty")!);
        Assert.Equal([Box], VaultKey.In(folder).Imports.All());
        Assert.NotEqual(new byte[12], File.ReadAllBytes(FileOf(Box, "rows"))[..12]);
        File.Copy(FileOf(Box, "rows"), FileOf(Box, "other"));
        Assert.ThrowsAny<CryptographicException>(() => shelf.Find(Box, "other"));
        File.WriteAllBytes(FileOf(Box, "short"), new byte[27]);
        Assert.Contains("too short", Assert.ThrowsAny<CryptographicException>(() => shelf.Find(Box, "short")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_that_was_begun_keeps_its_key()
    {
        shelf.Begin(Box, Noon);
        shelf.Put(Box, "rows", Names);
        shelf.Begin(Box, Noon + Duration.FromDays(1));
        Assert.Equal(Names, shelf.Find(Box, "rows"));
        Assert.Equal(1, shelf.Sweep(Noon + shelf.Keeps));
    }

    [Fact]
    public void Files_are_removed_by_the_beginning_of_their_name()
    {
        shelf.Remove(Box, "row");
        shelf.Begin(Box, Noon);
        shelf.Put(Box, "rows-1", Names);
        shelf.Put(Box, "report", Names);
        shelf.Remove(Box, "row");
        Assert.Null(shelf.Find(Box, "rows-1"));
        Assert.Equal(Names, shelf.Find(Box, "report"));
    }

    [Fact]
    public void A_box_is_swept_when_its_time_is_over_and_begins_again_when_touched()
    {
        shelf.Begin(Box, Noon);
        shelf.Begin(Other, Noon);
        shelf.Touch(Other, Noon + Duration.FromHours(1));
        Assert.Equal(0, shelf.Sweep(Noon + shelf.Keeps - Duration.Epsilon));
        Assert.Equal(1, shelf.Sweep(Noon + shelf.Keeps));
        Assert.Equal([Other], shelf.All());
        Assert.Equal(1, shelf.Sweep(Noon + shelf.Keeps + Duration.FromHours(1)));
        Assert.Empty(shelf.All());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no key")]
    [InlineData("id key no-time")]
    public void What_has_no_readable_key_is_swept_at_once(string? key)
    {
        shelf.Begin(Box, Noon);
        if (key is null) File.Delete(FileOf(Box, "key"));
        else File.WriteAllText(FileOf(Box, "key"), key);
        Assert.Equal(1, shelf.Sweep(Noon));
        Assert.Empty(shelf.All());
    }

    [Fact]
    public void What_cannot_be_read_is_not_touched_and_a_box_that_is_gone_is_destroyed_already()
    {
        shelf.Begin(Box, Noon);
        File.WriteAllText(FileOf(Box, "key"), "no key");
        shelf.Touch(Box, Noon);
        Assert.Equal("no key", File.ReadAllText(FileOf(Box, "key")));
        shelf.Destroy(Box);
        shelf.Destroy(Box);
        Assert.False(Directory.Exists(Path.GetDirectoryName(FileOf(Box, "key"))));
    }

    [Fact]
    public void A_rotation_wraps_the_keys_of_the_boxes_anew_and_keeps_their_time()
    {
        shelf.Begin(Box, Noon);
        shelf.Put(Box, "rows", Names);
        ring.Renew();
        shelf.Begin(Other, Noon + Duration.FromHours(1));
        Assert.Equal(1, shelf.Rewrap());
        Assert.Equal(0, shelf.Rewrap());
        ring.ForgetEarlier();
        Assert.Equal(Names, VaultKey.In(folder).Imports.Find(Box, "rows"));
        Assert.Equal(1, shelf.Sweep(Noon + shelf.Keeps));
    }

    [Fact]
    public void Without_the_key_that_wraps_it_a_box_stays_closed()
    {
        shelf.Begin(Box, Noon);
        shelf.Put(Box, "rows", Names);
        ring.Renew();
        ring.ForgetEarlier();
        Assert.Contains(
            "is wrapped by", Assert.ThrowsAny<CryptographicException>(() => shelf.Find(Box, "rows")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Drafts_of_each_user_stay_thirty_days_and_are_wrapped_and_swept_together()
    {
        Assert.Equal((0, 0), (ring.SweepDrafts(Noon), ring.RewrapDrafts()));
        ring.DraftsOf("can/bo").Begin(Box, Noon);
        ring.DraftsOf("can/bo").Put(Box, "draft", Names);
        ring.DraftsOf("canbo2").Begin(Box, Noon);
        Assert.Null(ring.DraftsOf("canbo2").Find(Box, "draft"));
        ring.Renew();
        Assert.Equal(2, ring.RewrapDrafts());
        Assert.Equal(Names, ring.DraftsOf("can/bo").Find(Box, "draft"));
        Assert.Equal(0, ring.SweepDrafts(Noon + Duration.FromDays(30) - Duration.Epsilon));
        Assert.Equal(2, ring.SweepDrafts(Noon + Duration.FromDays(30)));
    }

    private string FileOf(Guid box, string name) => Path.Combine(folder, "vault.key.imports", box.ToString(), name);
}
