using FundLedger.Features.Database;

namespace FundLedger.UnitTests.Database;

/// <summary>What this installation keeps in its data folder for itself: locks and secrets.</summary>
public sealed class OwnFilesTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-files-").FullName;

    private string Lock => Path.Combine(folder, "postgres.lock");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_lock_is_held_by_one_and_waited_for_by_others()
    {
        var held = FileLock.TryTake(Lock);
        Assert.True(held is { CanWrite: true });
        Assert.Null(FileLock.TryTake(Lock));
        var next = FileLock.TakeAsync(Lock, Token);
        Assert.False(next.IsCompleted);
        await held.DisposeAsync();
        await using (await next) Assert.Null(FileLock.TryTake(Lock));
        await using var free = await FileLock.TakeAsync(Lock, Token);
        Assert.Equal(Lock, free.Name);
    }

    [Fact]
    public async Task Who_gives_up_waits_no_longer_and_a_place_that_there_is_not_is_no_lock_of_another()
    {
        await using var held = FileLock.TryTake(Lock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FileLock.TakeAsync(Lock, new CancellationToken(canceled: true)));
        Assert.Throws<DirectoryNotFoundException>(() => FileLock.TryTake(Path.Combine(folder, "nowhere", "postgres.lock")));
    }

    [Fact]
    public void A_secret_is_made_once_for_this_user_alone()
    {
        var data = Path.Combine(folder, "data");
        var secret = SecretFile.In(data, "app-role.secret");
        Assert.Matches("^[0-9A-F]{64}$", secret);
        Assert.Equal(secret, SecretFile.In(data, "app-role.secret"));
        Assert.NotEqual(secret, SecretFile.In(data, "other.secret"));
        Assert.Equal("của tôi", SecretFile.In(data, "own.secret", () => "của tôi"));
        Assert.Equal("của tôi", SecretFile.In(data, "own.secret", () => throw new InvalidOperationException("It is there.")));
        Assert.Equal(["app-role.secret", "other.secret", "own.secret"], Directory.GetFiles(data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows()) Assert.Equal(Mine, File.GetUnixFileMode(Path.Combine(data, "own.secret")));
    }

    [Fact]
    public void A_secret_that_is_replaced_leaves_nothing_of_the_earlier_one()
    {
        var file = Path.Combine(folder, "keys", "vault.key");
        SecretFile.Replace(file, "cũ");
        SecretFile.Replace(file, "mới");
        Assert.Equal("mới", File.ReadAllText(file).Trim());
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        if (!OperatingSystem.IsWindows()) Assert.Equal(Mine, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Of_two_who_make_a_secret_at_once_the_first_one_wins()
    {
        var secret = SecretFile.In(folder, "own.secret", () => SecretFile.In(folder, "own.secret", () => "thứ nhất") + " và thứ hai");
        Assert.Equal("thứ nhất", secret);
        Assert.Equal("own.secret", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
    }
}
