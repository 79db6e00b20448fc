global using Azure;
global using Azure.Data.Tables;
global using Azure.Data.Tables.Models;
global using Xunit;
