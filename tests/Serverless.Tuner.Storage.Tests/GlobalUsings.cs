global using Azure;
global using Azure.Data.Tables;
global using Xunit;
