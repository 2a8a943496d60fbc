namespace FundLedger.Features.Papers;

/// <summary>A file made by a query. Dispose it: what was too large for memory lies in a temporary file that goes with it.</summary>
/// <param name="Name">A safe file name: ASCII letters, digits, dashes and dots.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Content">At its beginning, seekable.</param>
public sealed record ExportedFile(string Name, string ContentType, Stream Content) : IAsyncDisposable
{
    /// <summary>How many rows a list has in it; 0 for a paper.</summary>
    public long Rows { get; init; }

    internal static ExportedFile Of(string name, string contentType, byte[] bytes, long rows = 0) =>
        new(name, contentType, new MemoryStream(bytes)) { Rows = rows };

    /// <summary>An empty file that only this process's user may read and that vanishes when it is closed.</summary>
    internal static FileStream Temporary()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
