namespace FundLedger.Features.Database;

/// <summary>A file that at most one process holds; the system lets go of it when the holder ends, however it ends.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>The lock, or null while someone else holds it.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public static async Task<FileStream> TakeAsync(string path, CancellationToken token)
    {
        while (true)
        {
            if (TryTake(path) is { } held)
            {
                return held;
            }

            await Task.Delay(Between, token);
        }
    }
}
