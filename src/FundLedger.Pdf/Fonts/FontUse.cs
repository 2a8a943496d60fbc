namespace FundLedger.Pdf.Fonts;

/// <summary>What one document draws with one face: its characters, numbered in the order of their first use.</summary>
internal sealed class FontUse(FontFace face)
{
    private readonly Dictionary<char, ushort> _codes = [];
    private readonly List<char> _characters = ['\0'];
    private readonly SortedSet<char> _missing = [];

    public FontFace Face => face;

    /// <summary>By code; code 0 draws the shape for "no such glyph" and is never used.</summary>
    public IReadOnlyList<char> Characters => _characters;

    /// <summary>Characters that were drawn as a question mark.</summary>
    public IEnumerable<char> Missing => _missing;

    public ushort Code(char character)
    {
        if (_codes.TryGetValue(character, out ushort code))
            return code;
        char drawn = face.Drawable(character);
        if (drawn != character)
        {
            _missing.Add(character);
            return Code(drawn);
        }
        _characters.Add(character);
        return _codes[character] = (ushort)(_characters.Count - 1);
    }
}
