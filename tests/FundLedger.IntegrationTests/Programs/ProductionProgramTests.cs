using System.Security.Cryptography;
using FundLedger.Features.Checkpoints;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Programs;

/// <summary>In production the program says why it does not start rather than run unsafely.</summary>
public sealed class ProductionProgramTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-production-").FullName;
    private TestDatabase? database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TestDatabase Database => database ?? throw new InvalidOperationException("The database is not ready.");

    public async ValueTask InitializeAsync()
    {
        database = await cluster.CreateDatabaseAsync();
        await File.WriteAllTextAsync(KeyRingKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Token);
        CheckpointKey.In(folder).Dispose();
        await File.WriteAllTextAsync(VaultKey, RandomNumberGenerator.GetHexString(64, lowercase: true), Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null) await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_starts_with_keys_of_its_own_and_a_role_below_the_guards()
    {
        await using var program = WebProgram.Start(Settings(Database.Application));
        using var client = new HttpClient { BaseAddress = await program.AddressAsync() };
        using var answer = await client.GetAsync("/sign-in", Token);
        Assert.Equal(System.Net.HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Equal(0, await program.InterruptAsync());
    }

    [Theory]
    [InlineData("DATABASE", "FUNDLEDGER_DATABASE")]
    [InlineData("VAULT_KEY", "FUNDLEDGER_VAULT_KEY is not set")]
    [InlineData("CHECKPOINT_KEY", "FUNDLEDGER_CHECKPOINT_KEY is not set")]
    [InlineData("KEYRING_KEY", "FUNDLEDGER_KEYRING_KEY is not set")]
    public async Task It_refuses_to_start_without(string setting, string reason) =>
        await RefusesAsync([.. Settings(Database.Application).Where(one => one.Name != setting)], reason);

    [Fact]
    public async Task It_tells_whose_certificate_signs_papers()
    {
        using var unit = TestCertificate.OfRsa();
        await using var program = WebProgram.Start([.. Settings(Database.Application), .. Signing(unit)]);
        await program.AddressAsync();
        Assert.Equal(0, await program.InterruptAsync());
        Assert.Contains("Papers are signed by Quỹ Bảo trợ trẻ em Tam Đường (certificate until 2099-01-01).", program.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_refuses_to_start_with_a_certificate_whose_password_is_another_one()
    {
        using var unit = TestCertificate.OfRsa();
        var settings = Signing(unit).Select(one => one.Name == "SIGNING_PASSWORD_FILE" ? (one.Name, KeyRingKey) : one);
        await RefusesAsync(
            [.. Settings(Database.Application), .. settings], "The certificate of FUNDLEDGER_SIGNING_CERTIFICATE cannot be opened");
    }

    [Fact]
    public async Task It_refuses_to_start_with_the_books_of_a_demo()
    {
        await TamDuong.PrepareAsync(Database.Owner, Token);
        await RefusesAsync(Settings(Database.Application), "The books of this database are a demo");
    }

    [Fact]
    public async Task It_refuses_to_start_as_a_superuser() =>
        await RefusesAsync(Settings(Database.Administrator), "it is a superuser");

    [Fact]
    public async Task It_refuses_to_start_in_a_mode_that_does_not_exist() =>
        await RefusesAsync([("MODE", "produktion"), ("DATA", folder)], "FUNDLEDGER_MODE is 'produktion'");

    private string KeyRingKey => Path.Combine(folder, "keyring.key");

    private string VaultKey => Path.Combine(folder, "vault.key");

    private (string Name, string Value)[] Settings(string connection) =>
    [
        ("MODE", "production"), ("DATA", folder), ("DATABASE", connection), ("KEYRING_KEY", KeyRingKey), ("VAULT_KEY", VaultKey),
        ("CHECKPOINT_KEY", Path.Combine(folder, "checkpoint.key")),
    ];

    private static IEnumerable<(string Name, string Value)> Signing(TestCertificate unit) =>
        unit.Settings.Select(one => (one.Key["FUNDLEDGER_".Length..], one.Value));

    private static async Task RefusesAsync((string Name, string Value)[] settings, string reason)
    {
        await using var program = WebProgram.Start(settings);
        Assert.NotEqual(0, await program.ExitCodeAsync());
        Assert.Contains(reason, program.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Said, StringComparison.Ordinal);
    }
}
