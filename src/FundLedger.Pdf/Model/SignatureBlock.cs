namespace FundLedger.Pdf;

/// <summary>The people who sign, side by side. Never broken over pages, and never alone on the last one.</summary>
/// <param name="PlaceAndDate">Set in italics over the right side; null when the letterhead says it.</param>
/// <param name="Signatures">Left to right.</param>
public sealed record SignatureBlock(string? PlaceAndDate, IReadOnlyList<Signature> Signatures) : Block
{
    /// <summary>Empty height for hand and seal, in millimetres.</summary>
    public double SpaceMm { get; init; } = 20;

    /// <summary>"Nơi nhận" at the left (Decree 30/2020/NĐ-CP); empty: none.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];
}

/// <param name="Title">Who signs ("Kế toán trưởng"); a line feed starts a second line ("TM. HỘI ĐỒNG QUẢN LÝ\nGIÁM ĐỐC").</param>
/// <param name="Name">Printed under the space; null: left for the hand.</param>
/// <param name="Hint">In italics under the title; null: none.</param>
public sealed record Signature(string Title, string? Name = null, string? Hint = "(Ký, họ tên)");
