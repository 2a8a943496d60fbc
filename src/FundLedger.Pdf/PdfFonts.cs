using System.Security.Cryptography;
using FundLedger.Pdf.Fonts;

namespace FundLedger.Pdf;

/// <summary>
/// The four faces that papers are set in, read from the machine: the letters are those of Times, as Decree 30/2020/NĐ-CP asks.
/// Immutable and safe to share between threads; find them once.
/// </summary>
public sealed class PdfFonts
{
    /// <summary>Environment variable that names the one folder to look in instead of the usual ones.</summary>
    public const string FolderVariable = "FUNDLEDGER_FONTS";

    private static readonly string[] s_usualFolders =
    [
        "/usr/share/fonts/truetype/croscore",
        "/usr/share/fonts/truetype/liberation2",
        "/usr/share/fonts/truetype/liberation",
    ];

    private static readonly string[] s_families = ["Tinos", "LiberationSerif"];
    private static readonly string[] s_styles = ["Regular", "Bold", "Italic", "BoldItalic"];

    // Each tone on each vowel would be 134 letters; a font that has these has been drawn for Vietnamese.
    private const string Proof = "ĂÂĐÊÔƠƯăâđêôơưẠạẤấẫẬậẶặẸẹỄễỆệỊịỌọỖỗỘộỢợỤụỰựỲỹỵ₫";

    private readonly FontFace[] _faces;
    private readonly Lazy<string> _digest;

    private PdfFonts(string family, FontFace[] faces)
    {
        Family = family;
        _faces = faces;
        _digest = new Lazy<string>(() => DigestOf(faces));
    }

    /// <summary>"Tinos" or "LiberationSerif".</summary>
    public string Family { get; }

    /// <summary>
    /// SHA-256 over the four files, 64 lower-case hexadecimal digits: papers are the same bytes only with the same files.
    /// </summary>
    public string Digest => _digest.Value;

    /// <summary>
    /// Finds Tinos (Debian package fonts-croscore), else Liberation Serif 2 (fonts-liberation2).
    /// Nothing is ever substituted in silence: a face without Vietnamese letters or ₫ is refused.
    /// </summary>
    /// <exception cref="PdfFontsMissingException">
    /// No complete family was found; the message says where it looked and what to install.
    /// </exception>
    public static PdfFonts Find() =>
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? FindIn(folder) : FindIn(s_usualFolders);

    /// <inheritdoc cref="Find"/>
    /// <param name="folders">Looked through in order; each family is four files such as Tinos-BoldItalic.ttf.</param>
    public static PdfFonts FindIn(params IReadOnlyList<string> folders)
    {
        List<string> refusals = [];
        var candidates =
            from family in s_families
            from folder in folders
            where File.Exists(Path.Combine(folder, $"{family}-Regular.ttf"))
            select (folder, family);
        foreach (var (folder, family) in candidates)
        {
            if (Load(folder, family, refusals) is { } fonts)
                return fonts;
        }
        throw new PdfFontsMissingException(folders, refusals);
    }

    internal FontFace Face(TextStyle style) => _faces[(int)style];

    private static string DigestOf(FontFace[] faces)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var face in faces)
            digest.AppendData(SHA256.HashData(face.File.Bytes));
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static PdfFonts? Load(string folder, string family, List<string> refusals)
    {
        var faces = new FontFace[s_styles.Length];
        for (int i = 0; i < faces.Length; i++)
        {
            string path = Path.Combine(folder, $"{family}-{s_styles[i]}.ttf");
            if (!File.Exists(path))
            {
                refusals.Add($"{path} does not exist");
                return null;
            }
            faces[i] = new FontFace($"{family}-{s_styles[i]}", File.ReadAllBytes(path));
            string lacking = string.Concat(Proof.Where(letter => !faces[i].Has(letter)));
            if (lacking.Length == 0)
                continue;
            refusals.Add($"{path} lacks {lacking}");
            return null;
        }
        return new PdfFonts(family, faces);
    }
}
