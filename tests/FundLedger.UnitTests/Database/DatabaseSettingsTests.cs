using FundLedger.Features.Database;

namespace FundLedger.UnitTests.Database;

public sealed class DatabaseSettingsTests
{
    [Fact]
    public void Without_variables_the_data_folder_is_at_the_root_of_the_repository_and_the_server_is_embedded()
    {
        var settings = From([], AppContext.BaseDirectory);
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(settings.DataFolder)!, "FundLedger.sln")));
        Assert.Equal(".data", Path.GetFileName(settings.DataFolder));
        Assert.Null(settings.Database);
        Assert.False(settings.Production);
    }

    [Fact]
    public void Outside_a_repository_the_data_folder_is_in_the_working_folder() =>
        Assert.Equal("/no/repository/.data", From([], "/no/repository").DataFolder);

    [Fact]
    public void A_relative_data_folder_counts_from_the_working_folder() =>
        Assert.Equal("/no/elsewhere", From(new() { ["FUNDLEDGER_DATA"] = "../elsewhere" }, "/no/repository").DataFolder);

    [Fact]
    public void An_empty_variable_counts_as_missing() =>
        Assert.Null(From(new() { ["FUNDLEDGER_DATABASE"] = " " }, "/no/repository").Database);

    [Theory]
    [InlineData("production", true)]
    [InlineData("Production", true)]
    [InlineData("demo", false)]
    public void Production_is_a_mode(string mode, bool production) =>
        Assert.Equal(production, From(new() { ["FUNDLEDGER_MODE"] = mode }, "/no/repository").Production);

    private static DatabaseSettings From(Dictionary<string, string> variables, string workingFolder) =>
        DatabaseSettings.From(name => variables.GetValueOrDefault(name), workingFolder);
}
