using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Fonts;

/// <summary>Writes a used face into a file: its subset, its widths and the way back from codes to characters.</summary>
internal static class FontObjects
{
    private const int Serif = 2, Symbolic = 4, ItalicFlag = 64;

    /// <param name="file">The file.</param>
    /// <param name="id">Number under which the pages refer to the font.</param>
    /// <param name="use">Characters to embed.</param>
    public static void Write(PdfFile file, int id, FontUse use)
    {
        string name = $"{SubsetTag(use)}+{use.Face.Name}";
        byte[] program = FontSubset.Cut(use.Face.File, use.Characters.Select(c => c == '\0' ? 0 : (int)use.Face.Glyph(c)));
        int programId = file.Reserve();
        file.WriteStream(programId, string.Create(CultureInfo.InvariantCulture, $"/Length1 {program.Length}"), program);
        int descriptor = file.WriteObject(Descriptor(use.Face, name, programId));
        int descendant = file.WriteObject($"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity"
            + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            + $"/FontDescriptor {PdfSyntax.Reference(descriptor)}/W[0[{Widths(use)}]]>>");
        int toUnicode = file.Reserve();
        file.WriteStream(toUnicode, "", Encoding.ASCII.GetBytes(ToUnicode(use)));
        file.WriteObject(id, $"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            + $"/DescendantFonts[{PdfSyntax.Reference(descendant)}]/ToUnicode {PdfSyntax.Reference(toUnicode)}>>");
    }

    private static string Descriptor(FontFace face, string name, int program)
    {
        var head = face.File.Table("head");
        var os2 = face.File.Table("OS/2");
        bool bold = face.Name.Contains("Bold", StringComparison.Ordinal);
        double angle = TrueTypeFile.I16(face.File.Table("post"), 4);
        Span<int> box = stackalloc int[4];
        for (int i = 0; i < 4; i++)
            box[i] = face.ToThousandths(TrueTypeFile.I16(head, 36 + 2 * i));
        int capHeight = face.ToThousandths(TrueTypeFile.U16(os2, 0) >= 2 ? TrueTypeFile.I16(os2, 88) : TrueTypeFile.I16(os2, 68));
        return string.Create(CultureInfo.InvariantCulture,
            $"<</Type/FontDescriptor/FontName/{name}/Flags {Serif | Symbolic | (angle == 0 ? 0 : ItalicFlag)}"
            + $"/FontBBox[{box[0]} {box[1]} {box[2]} {box[3]}]/ItalicAngle {angle}/Ascent {face.Ascent}/Descent {face.Descent}"
            + $"/CapHeight {capHeight}/StemV {(bold ? 140 : 80)}/FontFile2 {program} 0 R>>");
    }

    private static string Widths(FontUse use) =>
        string.Join(' ', use.Characters.Select(c => use.Face.Advance(c).ToString(CultureInfo.InvariantCulture)));

    // Six capitals that differ from subset to subset, as the PDF reference asks; taken from the characters to stay reproducible.
    private static string SubsetTag(FontUse use)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(use.Face.Name + string.Concat(use.Characters)));
        return string.Concat(hash.Take(6).Select(b => (char)('A' + b % 26)));
    }

    private static string ToUnicode(FontUse use)
    {
        const int linesPerSection = 100;
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            + "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            + "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
        for (int first = 1; first < use.Characters.Count; first += linesPerSection)
        {
            int end = Math.Min(first + linesPerSection, use.Characters.Count);
            map.Append(CultureInfo.InvariantCulture, $"{end - first} beginbfchar\n");
            for (int code = first; code < end; code++)
                map.Append(CultureInfo.InvariantCulture, $"<{code:X4}><{(int)use.Characters[code]:X4}>\n");
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
