using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace FundLedger.Web.Security;

/// <summary>Keeps the keys of cookies and forms in the database, so that a restart or a second server signs nobody out.</summary>
internal sealed class KeyRingTable(NpgsqlDataSource database) : IXmlRepository
{
    private const string ReadSql = "SELECT xml FROM data_protection_keys ORDER BY key_id";

    private const string StoreSql = "INSERT INTO data_protection_keys (friendly_name, xml) VALUES (@friendlyName, @xml)";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        return connection.Query<string>(ReadSql).Select(xml => XElement.Parse(xml)).ToList();
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.OpenConnection();
        connection.Execute(StoreSql, new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) });
    }
}
