using System.Security.Cryptography;

namespace FundLedger.Features.Database;

/// <summary>A secret, made once and kept in the data folder for this user alone.</summary>
internal static class SecretFile
{
    private const int Bytes = 32;

    public static string In(string dataFolder, string fileName) =>
        In(dataFolder, fileName, () => Convert.ToHexString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>The same with a secret of another kind.</summary>
    public static string In(string dataFolder, string fileName, Func<string> make)
    {
        Directory.CreateDirectory(dataFolder);
        var file = Path.Combine(dataFolder, fileName);
        if (!File.Exists(file))
        {
            Write(file, make());
        }

        return File.ReadAllText(file).Trim();
    }

    /// <summary>Writes a secret over an earlier one; complete or not at all.</summary>
    public static void Replace(string file, string secret)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = Draft(file, secret);
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>Complete or not at all; of two processes that write at once the first one wins.</summary>
    private static void Write(string file, string secret)
    {
        var draft = Draft(file, secret);
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }

    private static string Draft(string file, string secret)
    {
        var draft = file + "." + Path.GetRandomFileName();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.WriteLine(secret);
        }

        return draft;
    }
}
