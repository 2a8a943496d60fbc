namespace FundLedger.Pdf.Fonts;

internal enum TextStyle
{
    Regular,
    Bold,
    Italic,
    BoldItalic,
}

internal static class Styles
{
    public static TextStyle Of(bool bold, bool italic) => (bold, italic) switch
    {
        (true, true) => TextStyle.BoldItalic,
        (true, false) => TextStyle.Bold,
        (false, true) => TextStyle.Italic,
        _ => TextStyle.Regular,
    };

    public static TextStyle Value(Field field) => Of(field.Strong, italic: false);
}
