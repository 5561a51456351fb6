"""Thai."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="th",
    name="Thai",
    script="thai",
    joints=words("และ"),
    unspaced_joints=words("และ"),
    outlet_phrases=words("สำนักข่าว | หนังสือพิมพ์ | เว็บไซต์ | สถานีโทรทัศน์ | นิตยสาร | เว็บไซต์ข่าว"),
    # dates
    months=words("""
        มกราคม | กุมภาพันธ์ | มีนาคม | เมษายน | พฤษภาคม | มิถุนายน | กรกฎาคม | สิงหาคม | กันยายน | ตุลาคม
        | พฤศจิกายน | ธันวาคม | ม.ค. | ก.พ. | มี.ค. | เม.ย. | พ.ค. | มิ.ย. | ก.ค. | ส.ค. | ก.ย. | ต.ค. | พ.ย. | ธ.ค.
    """),
    date_labels=words("เผยแพร่ | เผยแพร่เมื่อ | อัปเดต | อัพเดท | วันที่เผยแพร่"),
    # photo credits
    photo_labels=words("ภาพ | ภาพจาก | ภาพถ่าย | ภาพประกอบ | ที่มาภาพ | แฟ้มภาพ | เครดิตภาพ | ภาพข่าว"),
    # first published elsewhere
    text_openers=words("บทความนี้ | รายงานนี้ | ข่าวนี้ | บทความ | เรื่องนี้"),
    published_verbs=words("เผยแพร่ครั้งแรก* | ตีพิมพ์* | เผยแพร่ใน* | เผยแพร่ทาง*"),
    # source lines
    source_labels=words("ที่มา | แหล่งที่มา | แหล่งข่าว | ข้อมูลจาก | ที่มาข่าว | อ้างอิง"),
    contribution_in_brackets=words("เรียบเรียงจาก"),
    contribution_lines=words("เรียบเรียงจาก | แปลและเรียบเรียงจาก"),
    # attributions
    attribution_before=words("""
        ตามรายงานของ | รายงานของ | ตามรายงานจาก | อ้างรายงานจาก | อ้างรายงานของ | รายงานข่าวจาก | อ้างอิงจาก
        | ตามที่ | จากรายงานของ
    """),
    attribution_after=words("""
        รายงานว่า | รายงาน | ระบุว่า | อ้างแถลงการณ์ | เผยว่า | เปิดเผยว่า | รายงานโดยอ้าง | รายงานอ้าง
        | รายงานเมื่อ
    """),
    # mentions
    told_before=words("กล่าวกับ | บอกกับ | ให้สัมภาษณ์กับ | ให้สัมภาษณ์ | เปิดเผยกับ | บอก | เผยกับ"),
    taken_from=words("""
        ขอบคุณข้อมูลจาก | ขอบคุณที่มา | ขอบคุณ | ข่าวจาก | ข้อมูลจาก | ที่มาจาก | อ้างอิงจาก | ขอบคุณเนื้อหาจาก
        | ขอบคุณข่าวจาก | ขอบคุณข้อมูล | เครดิต
    """),
    edition_words=words("ออนไลน์ | ทีวี | ไทย"),
    no_outlets=words("""
        กระทรวง | กรม | สำนักงาน | ตำรวจ | มหาวิทยาลัย | ธนาคาร | รัฐบาล | องค์การ | สมาคม | บริษัท | อินเทอร์เน็ต
        | เฟซบุ๊ก | วิกิพีเดีย | เทศบาล
    """),
    outlet_kinds=words("สำนักข่าว | หนังสือพิมพ์ | เว็บไซต์ | นิตยสาร"),
    # phrases
    translation_marks=words("แปลโดย | ผู้แปล"),
    # blocks
    addition_openers=words("ก่อนหน้านี้"),
    source_block_labels=words("ที่มา | แหล่งที่มา | อ้างอิง | ที่มาข่าว | เครดิต | แหล่งข่าว"),
    translation_block_openers=words("แปลโดย | ผู้แปล"),
    caption_labels=words("ภาพ | ภาพจาก | ที่มาภาพ"),
    boilerplate=words("โฆษณา"),
    boilerplate_openers=words("อ่านเพิ่มเติม | ข่าวที่เกี่ยวข้อง | อ่านข่าวอื่น"),
    related_headings=words("ข่าวที่เกี่ยวข้อง | อ่านเพิ่มเติม"),
)
