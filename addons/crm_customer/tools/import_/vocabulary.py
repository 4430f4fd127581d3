"""What the columns of customer files are called.

English, Chinese, and the standard exports of 纷享销客, 销售易, 钉钉, Salesforce, HubSpot,
Outlook, Google Contacts and Odoo itself. Names are compared as ``normalise`` of
``headings`` writes them: width, case, spaces and punctuation do not count.
"""

from typing import NamedTuple


class FieldWords(NamedTuple):
    """``kind`` of its cells, ``names`` of its column; ``multi``: several columns may be it."""

    kind: str
    names: tuple
    multi: bool = False


def _words(kind, text, multi=False):
    names = tuple(name.strip() for name in text.replace("\n", "|").split("|"))
    return FieldWords(kind, tuple(filter(None, names)), multi)


CUSTOMER_VOCABULARY = {
    "name": _words(
        "company",
        """客户名称|客户|客户名|公司名称|公司|公司名|单位名称|单位|企业名称|企业|客户全称
        公司全称|企业全称|客户单位|往来单位|往来单位名称|客户姓名|名称|购货单位
        采购单位|甲方|甲方名称|组织名称|客户简要名称|Customer|Customer Name|Company
        Company Name|Account|Account Name|Organization|Organisation|Organization Name
        Business Name|Client|Client Name|Name|Display Name""",
    ),
    "contact_name": _words(
        "name",
        """联系人|联系人姓名|联系人名称|姓名|主要联系人|首要联系人|第一联系人|对接人
        客户联系人|联络人|收货人|Contact|Contact Name|Contact Person|Full Name
        Primary Contact|Person|Attention""",
    ),
    "contact_last_name": _words("name", "姓|姓氏|Last Name|Surname|Family Name|Lastname"),
    "contact_first_name": _words("name", "名|名字|First Name|Given Name|Firstname"),
    "contact_function": _words(
        "text",
        """职务|职位|岗位|头衔|联系人职务|联系人职位|Job Title|Title|Position
        Job Position|Function|Role""",
    ),
    "contact_department": _words("text", "部门|所属部门|联系人部门|Department"),
    "contact_gender": _words("text", "性别|Gender|Sex"),
    "salutation": _words("text", "称呼|称谓|尊称|Salutation|Form of Address"),
    "mobile": _words(
        "phone",
        """手机|手机号|手机号码|移动电话|联系手机|联系人手机|联系人手机号|手机电话
        客户手机|Mobile|Mobile Phone|Mobile Number|Cell|Cell Phone|Mobile Phone Number
        Cellphone""",
    ),
    "phone": _words(
        "phone",
        """电话|联系电话|电话号码|固话|固定电话|座机|座机号|办公电话|公司电话|客户电话
        单位电话|联系方式|联系人电话|总机|联系号码|Phone|Phone Number|Telephone|Tel
        Tel No|Office Phone|Business Phone|Work Phone|Landline|Main Phone
        Company Phone""",
        multi=True,
    ),
    "fax": _words("phone", "传真|传真号|传真号码|Fax|Fax Number|Business Fax"),
    "email": _words(
        "email",
        """邮箱|电子邮箱|电子邮件|邮件|邮箱地址|邮件地址|联系邮箱|联系人邮箱|公司邮箱
        E-mail|Email|Email Address|Mail|E-mail Address|Work Email|Contact Email""",
        multi=True,
    ),
    "website": _words(
        "url",
        """网址|网站|公司网址|公司网站|官网|主页|公司主页|Website|Web Site|URL|Homepage
        Web Page|Website URL|Company Domain Name""",
    ),
    "wechat": _words("text", "微信|微信号|联系人微信|WeChat|WeChat ID|Weixin"),
    "qq": _words("text", "QQ|QQ号|QQ号码"),
    "vat": _words(
        "tax_id",
        """税号|税务识别码|税务识别号|税务登记码|统一社会信用代码|社会信用代码|信用代码|纳税人识别号|纳税识别号|税务登记号
        税务登记证号|公司税号|企业税号|开票税号|Tax ID|VAT|VAT Number|VAT No
        Tax Number|Tax Identification Number|TIN|USCC|GST Number""",
    ),
    "code": _words(
        "code",
        """客户编号|客户编码|客户代码|编号|客户号|客户ID|Customer Code|Customer Number
        Customer No|Customer ID|Account Number|Code|Reference|Internal Reference
        Client ID""",
    ),
    "external_key": _words(
        "code",
        """外部编号|外部编码|外部ID|系统编号|原系统编号|唯一标识|唯一性ID|数据ID|记录ID
        ERP编号|ERP编码|External ID|External Key|Record ID|Account ID|ID|Legacy ID
        ERP Code|ERP ID|Contact ID|Company ID""",
    ),
    "short_name": _words(
        "company",
        """客户简称|简称|公司简称|企业简称|Short Name|Abbreviation|Alias""",
    ),
    "former_name": _words("company", "曾用名|原名|原公司名称|曾用名称|Former Name|Previous Name"),
    "country": _words(
        "country",
        """国家|国家地区|国家/地区|国别|所在国家|Country|Country/Region|Billing Country
        Mailing Country|Business Country|Country Region|Nation""",
    ),
    "state": _words(
        "state",
        """省份|省|所在省|所在省份|省市|省直辖市|州|州省|省/直辖市|省份/自治区|State
        Province|State/Province|Billing State|Billing State/Province|Mailing State
        State/Region|Region|Business State""",
    ),
    "city": _words(
        "text",
        """城市|市|所在城市|所在市|地级市|City|Town|Billing City|Mailing City
        Business City""",
    ),
    "district": _words("text", "区县|区|县|区/县|县区|所在区|所在区县|District|County"),
    "street": _words(
        "text",
        """详细地址|街道|街道地址|门牌号|Street|Street Address|Address Line 1
        Billing Street|Mailing Street|Address 1|Business Street""",
    ),
    "street2": _words("text", "地址2|Address Line 2|Street 2|Street2|Address 2"),
    "address": _words(
        "text",
        """地址|公司地址|联系地址|单位地址|客户地址|办公地址|企业地址|通讯地址|通信地址
        注册地址|收货地址|送货地址|Address|Full Address|Billing Address
        Mailing Address|Complete Address""",
    ),
    "zip": _words(
        "code",
        """邮编|邮政编码|Zip|Zip Code|Postal Code|Postcode|Billing Zip
        Billing Zip/Postal Code|Zip/Postal Code|Mailing Zip/Postal Code
        Business Postal Code""",
    ),
    "level": _words(
        "many2one",
        """客户级别|客户等级|级别|等级|客户分级|重要程度|重要性|客户分类|客户星级|VIP等级
        Level|Customer Level|Rating|Grade|Customer Grade|Tier|Priority|Customer Rating""",
    ),
    "lifecycle": _words(
        "selection",
        """客户状态|生命周期|生命周期阶段|客户阶段|跟进状态|Lifecycle|Lifecycle Stage
        Customer Status|Customer Stage""",
    ),
    "source": _words(
        "many2one",
        """来源|客户来源|线索来源|获客来源|获客渠道|来源渠道|信息来源|渠道来源|Source
        Lead Source|Account Source|Acquisition Source|Original Source|Customer Source""",
    ),
    "industry": _words(
        "many2one",
        """行业|所属行业|客户行业|行业类别|行业类型|一级行业|所在行业|Industry|Sector
        Business Type|Industry Type""",
    ),
    "user": _words(
        "many2one",
        """负责人|客户负责人|业务员|销售员|销售|销售人员|销售代表|客户经理|所有人|归属人
        跟进人|所有者|销售负责人|Owner|Account Owner|Salesperson|Sales Rep
        Sales Representative|Contact Owner|Assigned To|Account Manager|Company Owner
        Responsible""",
    ),
    "team": _words("many2one", "销售团队|团队|销售部门|归属部门|负责人主属部门|Sales Team|Team"),
    "tags": _words("tags", "标签|客户标签|分类标签|Tags|Labels|Categories|Tag|Label"),
    "employees": _words(
        "text",
        """员工人数|人数|公司规模|企业规模|规模|人员规模|Employees|Number of Employees
        Company Size""",
    ),
    "company_type": _words(
        "text",
        """公司类型|企业性质|客户类型|单位性质|Company Type|Account Type""",
    ),
    "lang": _words("text", "语言|Language|Preferred Language"),
    "birthday": _words(
        "yearly", "生日|联系人生日|出生日期|Birthday|Date of Birth|Birth Date|Birthdate"
    ),
    "bank_name": _words("text", "开户行|开户银行|银行|开户行名称|Bank|Bank Name"),
    "bank_account": _words(
        "code",
        """银行账号|账号|银行帐号|开户账号|银行账户|Bank Account|Account No|IBAN""",
    ),
    "invoice_title": _words("company", "发票抬头|开票名称|开票抬头|抬头|Invoice Title"),
    "invoice_vat": _words("tax_id", "发票税号|抬头税号|Invoice Tax ID"),
    "invoice_address": _words("text", "开票地址|发票地址|开票注册地址|Invoice Title Address"),
    "invoice_phone": _words("text", "开票电话|发票电话|注册电话|Invoice Title Phone"),
    "invoice_bank": _words("text", "开票开户行|开票银行|发票开户行|Invoice Bank"),
    "invoice_account": _words("code", "开票账号|开票银行账号|发票账号|Invoice Bank Account"),
    "invoice_email": _words("email", "收票邮箱|开票邮箱|电子发票邮箱|Invoice E-mail"),
    "credit_limit": _words("money", "信用额度|授信额度|Credit Limit"),
    "create_date": _words(
        "datetime",
        """创建时间|创建日期|建档时间|建档日期|录入时间|登记日期|添加时间|Created
        Created On|Created Date|Create Date|Creation Date""",
    ),
    "last_contact_date": _words(
        "datetime",
        """最后跟进时间|最近跟进时间|上次跟进时间|最后联系时间|最近联系时间
        最后跟进记录时间|Last Activity|Last Activity Date|Last Contacted
        Last Contact Date""",
    ),
    "comment": _words(
        "text",
        """备注|说明|备注信息|客户备注|描述|客户描述|Notes|Note|Comment|Comments|Remark
        Remarks|Description|Memo""",
    ),
}

#: headings that the engine itself writes; no field is looked for under them
IGNORED = ("问题", "错误", "错误原因", "Problem", "Problems", "序号", "行号", "No.")
