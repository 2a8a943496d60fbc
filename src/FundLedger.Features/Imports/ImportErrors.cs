using FundLedger.Domain;

namespace FundLedger.Features.Imports;

/// <summary>The file as a whole cannot be taken in; what is in it was not looked at.</summary>
public abstract record ImportFileUnusable(string Message) : Invalid(Message)
{
    public override string Field => "File";
}

public sealed record ImportFileMissing() : ImportFileUnusable("Choose a file first.");

public sealed record ImportFileEmpty() : ImportFileUnusable("The file has no row.");

/// <summary>Neither a workbook nor a text with columns, or damaged.</summary>
public sealed record ImportFileUnreadable()
    : ImportFileUnusable("The file is neither an Excel workbook (.xlsx) nor a CSV file, or is damaged.");

public sealed record ImportFileIsOldExcel() : ImportFileUnusable("Workbooks of the old form (.xls) are not read: save it as .xlsx.");

public sealed record ImportFileIsOtherOffice() : ImportFileUnusable("Workbooks of this form (.ods, .xlsb) are not read: save it as .xlsx.");

public sealed record ImportFileProtected() : ImportFileUnusable("The workbook is protected by a password: save it without one.");

public sealed record ImportFileHasMacros() : ImportFileUnusable("Workbooks with macros (.xlsm) are not read: save it as .xlsx.");

public sealed record ImportFileHasLinks()
    : ImportFileUnusable("The workbook takes values from other files: paste them as values and save it again.");

/// <param name="Megabytes">The most that is read.</param>
public sealed record ImportFileTooLarge(int Megabytes) : ImportFileUnusable($"The file is larger than {Megabytes} MB, packed or unpacked.");

/// <param name="Rows">The most that is read.</param>
public sealed record ImportFileTooLong(int Rows) : ImportFileUnusable($"A sheet has more than {Rows} rows, empty ones included.");

/// <param name="Font">TCVN3, VNI, or UTF-8 read in a wrong encoding.</param>
/// <param name="Sample">A few words as they stand in the file; shown to whoever sent it and kept nowhere.</param>
public sealed record ImportFileInOldFont(string Font, string Sample)
    : ImportFileUnusable($"The text is written for the font {Font}, not in Unicode: convert it and save it again.");
